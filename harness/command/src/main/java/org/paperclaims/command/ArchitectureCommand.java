package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.NetworkSummary;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.diagram.NetworkDiagram;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Family;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code claims architecture [SPEC]}: a network in numbers and as a drawing; the families. */
@Command(
    name = "architecture",
    mixinStandardHelpOptions = true,
    description = {
      "Show a network's parameters, multiply-adds, depth, modules and rectifiers, and draw it.",
      "Without a spec: list the families, with an example each."
    },
    footer = {
      "",
      "Examples:",
      "  claims architecture",
      "  claims architecture resnet-110 --erase last@100%%",
      "  claims architecture wrn-28-10 --classes 100 --json",
      "  claims architecture googlenet --input 3x32x32 --erase last@50%% --diagram googlenet.svg"
    })
final class ArchitectureCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SPEC",
      completionCandidates = Completed.Specs.class,
      arity = "0..1",
      defaultValue = "",
      description = "an architecture, such as resnet-56")
  private String architecture = "";

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "number of outputs (default: as in the paper)")
  private @Nullable Integer classes;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      converter = ShapeReader.class,
      description = "shape of one example, such as 3x32x32 (default: as in the paper)")
  private @Nullable Shape input;

  @Option(
      names = "--erase",
      paramLabel = "LOCATION@PROPORTION",
      defaultValue = "none",
      description = "erase rectifiers, such as last@100%% (default: ${DEFAULT-VALUE})")
  private String erasure = "none";

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Option(
      names = "--diagram",
      paramLabel = "FILE.svg",
      description = "draw the network with its modules, erased rectifiers struck out")
  private @Nullable Path diagram;

  @Spec private @Nullable CommandSpec spec;

  /** Give the numbers, or the families. */
  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = Output.of(spec);
    if (architecture.isEmpty()) {
      families(out);
    } else {
      network(out);
    }
    out.flush();
    return 0;
  }

  private void families(PrintWriter out) throws JsonProcessingException {
    if (json) {
      out.println(write(Architectures.families().stream().map(ArchitectureCommand::row).toList()));
      return;
    }
    for (Family family : Architectures.families()) {
      out.println(family.title());
      out.println("  spec      " + family.pattern());
      out.println("  example   " + family.example());
      out.println("  paper     " + family.paper());
      out.println("  module    " + family.modules());
    }
  }

  private static Map<String, String> row(Family family) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put("family", family.title());
    row.put("spec", family.pattern());
    row.put("example", family.example());
    row.put("paper", family.paper());
    row.put("module", family.modules());
    return row;
  }

  private void network(PrintWriter out) throws JsonProcessingException {
    Architecture parsed = Architectures.parse(architecture);
    Erasure erase = Erasure.parse(erasure);
    Network network =
        erase.applyTo(
            Architectures.build(
                architecture,
                input == null ? parsed.usualInput() : input,
                classes == null ? parsed.usualOutputs() : classes));
    NetworkSummary summary = NetworkSummary.of(network);
    if (diagram != null) {
      new OutputFile("--diagram", "SVG")
          .write(diagram, NetworkDiagram.svg(network).getBytes(StandardCharsets.UTF_8));
    }
    Map<String, Object> facts = facts(summary, erase);
    if (json) {
      out.println(write(facts));
    } else {
      facts.forEach(
          (name, value) ->
              out.println(
                  "%-18s %s"
                      .formatted(
                          name.replace('_', ' '),
                          value instanceof Number n
                              ? String.format(Locale.ROOT, "%,d", n.longValue())
                              : value)));
    }
  }

  private static Map<String, Object> facts(NetworkSummary summary, Erasure erase) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("architecture", summary.network());
    facts.put("input", summary.input().toString());
    facts.put("output", summary.output().toString());
    facts.put("erasure", erase.toString());
    facts.put("parameters", summary.parameters());
    facts.put("multiply_adds", summary.multiplyAdds());
    facts.put("depth", summary.depth());
    facts.put("modules", summary.modules());
    facts.put("modules_treated", summary.treatedModules());
    facts.put("rectifiers_kept", summary.keptRectifiers());
    facts.put("rectifiers_erased", summary.erasedRectifiers());
    return facts;
  }

  private static String write(Object value) throws JsonProcessingException {
    return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }

  /** Reads {@code 3x32x32}. */
  static final class ShapeReader implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String text) {
      if (!text.matches("[1-9][0-9]{0,4}(x[1-9][0-9]{0,4}){2}")) {
        throw new TypeConversionException(
            "'" + text + "' is no shape; write channels x height x width, such as 3x32x32");
      }
      List<Integer> sizes = List.of(text.split("x")).stream().map(Integer::valueOf).toList();
      try {
        return new Shape(sizes.get(0), sizes.get(1), sizes.get(2));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
