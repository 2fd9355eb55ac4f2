package org.paperclaims.command;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.harness.model.Candidates;
import org.paperclaims.harness.model.ModelFile;
import org.paperclaims.harness.model.Reading;
import org.paperclaims.harness.model.StoredTensor;
import org.paperclaims.harness.run.Conventions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claims model show FILE}: every tensor, where it goes, and what no shape shows. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Show every tensor of a file, where it goes in a network, and what is missing.",
      "Without an architecture: list the file's tensors, and the architectures that they fit."
    },
    footer = {
      "",
      "Examples:",
      "  claims model show resnet20.pth",
      "  claims model show resnet20.pth --architecture resnet-20-a"
    })
final class ModelShowCommand implements Callable<Integer> {
  private static final int NOT_FITTING = 2;

  @Parameters(
      paramLabel = "FILE",
      description = "safetensors, or what torch.save wrote: .pth, .pt, .th")
  private Path path = Path.of("");

  @Option(
      names = "--architecture",
      paramLabel = "SPEC",
      completionCandidates = Completed.Specs.class,
      description = "read it as this, such as resnet-20-a")
  private @Nullable String architecture;

  @Option(
      names = "--input",
      paramLabel = "CxHxW",
      converter = ArchitectureCommand.ShapeReader.class,
      description = "shape of one example, such as 3x32x32 (default: as in the paper)")
  private @Nullable Shape input;

  @Option(
      names = "--classes",
      paramLabel = "N",
      description = "number of outputs (default: as many as the file's last linear map has)")
  private @Nullable Integer classes;

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      defaultValue = "",
      description = "of several sets of weights the one behind this name, such as state_dict_ema")
  private String prefix = "";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = Output.of(spec);
    try (ModelFile file = ModelFile.open(path)) {
      out.printf("file      %s%n", path);
      out.printf("format    %s%n", file.format());
      out.printf("sha256    %s%n", file.sha256());
      boolean fits = architecture == null ? candidates(out, file) : as(out, file, architecture);
      out.flush();
      return fits ? 0 : NOT_FITTING;
    }
  }

  private boolean candidates(PrintWriter out, ModelFile file) {
    for (StoredTensor tensor : file.tensors()) {
      out.printf("  %-50s %s%n", tensor.name(), shape(tensor));
    }
    List<Reading> fitting = Candidates.of(file, prefix);
    out.println();
    if (fitting.isEmpty()) {
      out.println(
          "It fits no published member of a family whose names in other codes are known; read it as"
              + " one with --architecture to see what differs.");
      return false;
    }
    for (Reading reading : fitting) {
      out.printf("It can be %s, by the names of %s.%n", reading.network(), reading.names());
    }
    return true;
  }

  private boolean as(PrintWriter out, ModelFile file, String asked) {
    Architecture parsed = Architectures.parse(asked);
    Network network =
        Architectures.build(
            asked,
            input == null ? parsed.usualInput() : input,
            classes == null ? Candidates.outputs(file) : classes);
    Reading reading = Reading.of(file, network, prefix);
    out.printf("read as   %s%n", network.name());
    out.printf("names     of %s%n", reading.names());
    out.printf("prefix    %s%n%n", reading.prefix().isEmpty() ? "none" : reading.prefix());
    reading.goes().forEach((parameter, stored) -> line(out, reading, parameter, stored));
    reading
        .missing()
        .forEach(p -> out.printf("  %-44s %-18s is missing%n", p.name(), shape(p.shape())));
    reading
        .strays()
        .forEach(t -> out.printf("  %-44s %-18s <- %s%n", "no place for", shape(t), t.name()));
    reading
        .leftOut()
        .forEach(t -> out.printf("  %-44s %-18s <- %s%n", "left out", shape(t), t.name()));
    out.println();
    out.println(
        reading.isComplete()
            ? "Every tensor has its place."
            : "It does not fit: " + reading.wrong() + ".");
    tellConventions(out, network, file);
    return reading.isComplete();
  }

  private static void line(
      PrintWriter out, Reading reading, Parameter parameter, StoredTensor stored) {
    out.printf(
        "  %-44s %-18s <- %s%s%n",
        parameter.name(),
        shape(parameter.shape()),
        stored.name(),
        reading.misshaped().contains(parameter) ? ", which is " + shape(stored) : "");
  }

  private void tellConventions(PrintWriter out, Network network, ModelFile file) {
    List<String> words = List.of(network.name().split("-"));
    out.println("No shape shows the following, so look it up in the code that trained the model:");
    for (Conventions.Question question : Conventions.of(network)) {
      Map<String, String> answers = question.answers();
      out.printf(
          "  %s: %s%s%n",
          question.about(),
          answers.entrySet().stream()
              .map(e -> "-" + e.getKey() + " " + e.getValue())
              .collect(Collectors.joining(", or ")),
          answers.keySet().stream()
              .filter(words::contains)
              .findFirst()
              .map(w -> "; here -" + w)
              .orElse("; the architecture must say which"));
    }
    network.nodes().stream()
        .filter(n -> n instanceof Node.BatchNorm)
        .findFirst()
        .ifPresent(
            n ->
                out.printf(
                    Locale.ROOT,
                    "  epsilon of batch normalisation: here %s; -eps0.001 for another%n",
                    BigDecimal.valueOf(((Node.BatchNorm) n).epsilon())
                        .stripTrailingZeros()
                        .toPlainString()));
    out.println(
        "  what a pixel becomes, the order of the channels, and the error on the test images");
    out.println();
    out.println("In a claim with the criterion checkpoint:");
    out.printf(
        "  model: {file: %s, sha256: %s, scaling: SCALING, channels: ORDER, expects: PERCENT}%n",
        path.getFileName(), file.sha256());
  }

  private static String shape(StoredTensor tensor) {
    return tensor.type() + " " + shape(tensor.shape());
  }

  private static String shape(List<Integer> shape) {
    return shape.isEmpty()
        ? "one"
        : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }
}
