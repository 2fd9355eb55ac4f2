package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.store.ResultsMerge;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims merge A B --into C}: join results folders, such as those of shards. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Join results folders, such as those of a suite's shards, into one.",
      "Every record is verified first. If one does not verify, or two records of one run have different results, nothing is written and the folders are named. Ledgers are joined without doubles."
    },
    footer = {
      "",
      "Examples:",
      "  claims merge shard-1 shard-2 shard-3 --into results",
      "  claims merge results-of-another-machine --into results --json"
    })
final class MergeCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "DIR",
      converter = FolderConverter.class,
      description = "results folders to join")
  private List<Path> sources = List.of();

  @Option(
      names = "--into",
      converter = FolderConverter.class,
      paramLabel = "DIR",
      required = true,
      description = "the results folder that gets everything; what it holds is kept")
  private Path target = Path.of("");

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter errors = Output.errors(spec);
    ResultsMerge.Merged merged =
        IntoOption.written(() -> ResultsMerge.of(sources, target, errors::println));
    PrintWriter out = Output.of(spec);
    if (json) {
      Map<String, Object> found = new LinkedHashMap<>();
      found.put("records", merged.records());
      found.put("copied", merged.copied());
      found.put("found_again", merged.twice());
      found.put("unfinished", merged.unfinished());
      found.put("ledger_rows", merged.rows());
      out.println(
          JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(found));
    } else {
      out.printf(
          "%s has %d records now: %d copied, %d found again with the same results%n",
          target, merged.records(), merged.copied(), merged.twice());
      if (merged.unfinished() > 0) {
        out.printf("%d unfinished runs were copied and will go on there%n", merged.unfinished());
      }
      out.printf("its ledger has %d rows%n", merged.rows());
    }
    out.flush();
    return 0;
  }
}
