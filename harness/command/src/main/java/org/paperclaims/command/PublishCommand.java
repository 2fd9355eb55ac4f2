package org.paperclaims.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code claims publish --github}: a report's verdicts where a pull request is read. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Publish a report's verdicts to GitHub: a check run, and one comment below a pull request.",
      "The comment says which verdicts changed and how many runs are new, and is written over by the next call. Repository, commit, token and pull request are those of the workflow: GITHUB_REPOSITORY, GITHUB_SHA, GITHUB_TOKEN, GITHUB_EVENT_PATH; the commit of a pull request is its last one, not the merge that GITHUB_SHA names."
    },
    footer = {
      "",
      "Examples:",
      "  claims publish --github",
      "  claims publish --github --base base/results --report-dir target/claims-report",
      "  claims publish --github --pull 12"
    })
final class PublishCommand implements Callable<Integer> {
  @Option(names = "--github", required = true, description = "to GitHub")
  private boolean github;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      description = "the report (default: target/claims-report)")
  private Path report = Path.of("target", "claims-report");

  @Option(
      names = "--base",
      paramLabel = "DIR",
      description = "a results folder with the ledger of the branch that is compared with")
  private @Nullable Path base;

  @Option(
      names = "--pull",
      paramLabel = "N",
      description = "number of the pull request (default: that of the workflow's event)")
  private @Nullable Long pull;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    return call(System.getenv());
  }

  /** Publish with an environment. */
  int call(Map<String, String> environment) throws IOException {
    if (!github) {
      throw new SettingsException("a report is published to GitHub alone; say --github");
    }
    Path file = report.resolve("claims.json");
    if (!Files.isRegularFile(file)) {
      throw new SettingsException(
          "there is no " + file + "; write the report first with `claims report`");
    }
    JsonNode claims = JsonMapper.builder().build().readTree(file.toFile());
    LedgerFile before = LedgerFile.read((base == null ? report : base).resolve(LedgerFile.NAME));
    Changes changes = Changes.of(claims, before);
    GitHub repository = GitHub.of(environment);
    repository.check(GitHub.commit(environment), changes);
    PrintWriter out = Output.of(spec);
    out.println("check run: " + changes.title());
    OptionalLong number = pull == null ? GitHub.pull(environment) : OptionalLong.of(pull);
    if (number.isPresent()) {
      boolean again = repository.comment(number.getAsLong(), changes.markdown());
      out.println(
          (again ? "comment written over: " : "comment: ") + "pull request " + number.getAsLong());
    }
    out.flush();
    return 0;
  }
}
