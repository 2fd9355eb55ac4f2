package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.DeclaredProtocol;
import org.paperclaims.harness.suite.JudgedBefore;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.StoredRecords;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/**
 * {@code claims declare FILE}: what will be run and how it will be judged, before the first run.
 */
@Command(
    name = "declare",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Write down what will be run and how it will be judged, with digests, before the first run.",
      "The file is JSON, the same for the same records, and made to be kept under version control."
          + " A copy goes into the results folder as "
          + DeclaredProtocol.NAME
          + ", and the report links every verdict to it, or says that its declaration is another."
          + " Cases that have a verdict in the results folder are refused."
    },
    footer = {
      "",
      "Examples:",
      "  claims declare protocol.json --tier reduced --engine torch",
      "  claims declare protocol.json --include 'last-relu-*' --results /shared/results"
    })
final class DeclareCommand implements Callable<Integer> {
  private static final OutputFile FILE = new OutputFile("FILE", "JSON");

  @Parameters(paramLabel = "FILE", description = "the protocol, a .json file")
  private Path file = Path.of("");

  @Mixin
  private final SuiteOptions options =
      SuiteOptions.of(
          "--tier", "--include", "--engine", "--seeds", "--results", "--datasets", "--catalogue");

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    SuiteSettings settings = options.settings().withoutShard();
    settings.engines().forEach(Engines::find);
    SuitePlan plan = SuitePlan.of(Catalogues.all(settings.catalogues()), settings);
    Path copy = settings.results().resolve(DeclaredProtocol.NAME);
    LedgerFile ledger = LedgerFile.of(settings.results(), Notes.of(spec));
    List<String> judged = new JudgedBefore(ledger.table(), settings.tier()).judged(plan);
    if (!judged.isEmpty()) {
      throw new SettingsException(
          "%s has a verdict of %s, and what was seen can no longer be declared ahead; declare other claims with --include, or name another results folder"
              .formatted(settings.results(), String.join(", ", judged)));
    }
    DeclaredProtocol protocol;
    try (DatasetSource datasets = new DatasetSource(new Datasets(settings.datasets()))) {
      protocol = DeclaredProtocol.of(settings, plan, datasets);
    }
    String text = protocol.write();
    refuseAnother(copy, text);
    if (!Files.exists(copy) && StoredRecords.areIn(settings.results())) {
      refuseRecorded(settings, ledger, protocol);
    }
    if (Files.isRegularFile(file) && !DeclaredProtocol.text(file).equals(text)) {
      throw new SettingsException(
          file + " is there already and holds something else; name another file, or remove it");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    FILE.write(file, bytes);
    FILE.write(copy, bytes);
    ResultsPlace.share(settings.results(), copy);
    PrintWriter out = Output.of(spec);
    out.printf(
        "%d %s and %d different runs are declared in %s, digest %s%n",
        protocol.cases().size(),
        protocol.cases().size() == 1 ? "case" : "cases",
        protocol.runs().size(),
        file,
        protocol.digest());
    protocol.missing().forEach(m -> out.println("without the fingerprints of its runs: " + m));
    out.flush();
    return 0;
  }

  /**
   * Refuse to declare ahead what has been run: who has seen runs can choose how they are judged.
   */
  private void refuseRecorded(
      SuiteSettings settings, LedgerFile ledger, DeclaredProtocol protocol) {
    Set<String> recorded =
        StoredRecords.of(settings.results(), ledger, Notes.of(spec)).stream()
            .map(r -> Fingerprint.of(r.spec()))
            .collect(Collectors.toSet());
    long there = protocol.runs().stream().filter(recorded::contains).count();
    if (there > 0) {
      throw new SettingsException(
          "%s has %d of the %d runs already, and what was run can no longer be declared ahead; declare claims with other seeds, or name another results folder"
              .formatted(settings.results(), there, protocol.runs().size()));
    }
  }

  private static void refuseAnother(Path copy, String text) {
    if (Files.exists(copy) && !DeclaredProtocol.text(copy).equals(text)) {
      throw new SettingsException(
          copy
              + " declares something else already; name another results folder, or move that file"
              + " away if nobody has seen a run of it");
    }
  }
}
