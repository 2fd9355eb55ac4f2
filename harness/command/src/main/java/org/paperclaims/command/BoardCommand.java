package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.suite.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code claims board FILE…}: the verdicts of several reports in one table. */
@Command(
    name = "board",
    mixinStandardHelpOptions = true,
    description = {
      "Join the verdicts of reports into one Markdown table: a line a claim, a column a tier.",
      "Each verdict stands with how much the networks err that it is about. A claim that no report shows at a tier says so there."
    },
    footer = {
      "",
      "Examples:",
      "  claims board docs/evidence/cifar10/claims.json docs/evidence/h200/claims.json"
    })
final class BoardCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "claims.json of a report, or the folder that has it")
  private List<Path> files = List.of();

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    TierBoard board = new TierBoard();
    for (Path path : files) {
      Path file = Files.isDirectory(path) ? path.resolve("claims.json") : path;
      if (!Files.isRegularFile(file)) {
        throw new SettingsException(
            "there is no file " + file + "; name the claims.json of a report, or its folder");
      }
      try {
        board.add(file.toString(), read(file));
      } catch (SettingsException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw new SettingsException(file + " is no claims.json of this version: " + e.getMessage());
      }
    }
    PrintWriter out = Output.of(spec);
    out.print(board.markdown());
    out.flush();
    return 0;
  }

  private static JsonNode read(Path file) throws IOException {
    try {
      JsonNode claims = JsonMapper.builder().build().readTree(file.toFile());
      if (claims.path("claims").isArray()) {
        return claims;
      }
    } catch (JsonProcessingException e) {
      // Said below.
    }
    throw new SettingsException(file + " is no claims.json of a report");
  }
}
