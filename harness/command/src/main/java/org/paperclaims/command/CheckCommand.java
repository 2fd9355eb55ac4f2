package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims check FILE}: what is wrong in a catalogue, or what it would run. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Read catalogues, and say every mistake in them, or every case that they would run.",
      "Says for each case how many runs it needs and how small an effect its seeds can show. Nothing is run, and no data is read. With a mistake the exit code is 2, and --json prints the mistakes too."
    },
    footer = {
      "",
      "Examples:",
      "  claims check my-claims.yaml",
      "  claims check my-claims.yaml more-claims.yaml --json"
    })
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "catalogue files")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    List<CheckedFile> checked = CheckedFile.all(files);
    boolean wrong = checked.stream().anyMatch(file -> !file.mistakes().isEmpty());
    PrintWriter out = Output.of(spec);
    if (json) {
      ObjectNode root = Json.object();
      root.put("wrong", wrong);
      ArrayNode all = root.putArray("files");
      checked.forEach(file -> file.putInto(all.addObject()));
      out.println(Json.text(root));
    } else {
      PrintWriter errors = Output.errors(spec);
      for (CheckedFile file : checked) {
        file.mistakes().forEach(mistake -> errors.println("claims: " + mistake.getMessage()));
        if (file.mistakes().isEmpty()) {
          file.lines().forEach(out::println);
        } else {
          errors.println("claims: " + file.summary());
        }
      }
    }
    out.flush();
    return wrong ? ClaimsCommand.WRONG_INPUT : 0;
  }
}
