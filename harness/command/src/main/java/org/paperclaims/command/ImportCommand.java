package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.elsewhere.ImportedSets;
import org.paperclaims.harness.elsewhere.Imports;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.Provenance;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.harness.suite.VerdictTable;
import org.paperclaims.reports.ReportWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims import FILE…}: runs made elsewhere, judged by the same records. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Take runs that were made elsewhere into the results, and judge the claims about them.",
      "Reads CSV, JSON lines, logs with a JSON object a line behind a word, the CSV that Weights and Biases exports, TensorBoard's event files, and MLflow's SQLite file, folder mlruns and server. All runs of a set come in at once and are judged all or none. With --catalogue, the claims of these files that name the sets are judged, and the report is written."
    },
    footer = {
      "",
      "Examples:",
      "  claims import samples/told-runs.csv --catalogue samples/told-runs.yaml",
      "  claims import logs/*.txt --columns samples/wrn-authors-columns.yaml",
      "  claims import runs/ --columns columns.yaml --results results",
      "  claims import http://localhost:5000 --experiment cifar10"
    })
final class ImportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "files, folders, or the address of a server of MLflow")
  private List<String> sources = List.of();

  @Option(
      names = "--columns",
      paramLabel = "FILE",
      description = "YAML that says what the columns mean; common layouts need none")
  private @Nullable Path columns;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "the experiment of MLflow that is meant (default: all)")
  private String experiment = "";

  @Mixin
  private final SuiteOptions options =
      SuiteOptions.of(
          "--tier",
          "--include",
          "--engine",
          "--seeds",
          "--strict",
          "--results",
          "--report-dir",
          "--catalogue");

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    SuiteSettings settings = options.settings();
    PrintWriter out = Output.of(spec);
    Notes notes = Notes.of(spec);
    // A catalogue with a mistake is found before anything is written.
    List<Claim> about =
        settings.catalogues().stream().flatMap(file -> Catalogue.read(file).stream()).toList();
    List<RunRecord> runs = Imports.read(sources, Optional.ofNullable(columns), experiment, notes);
    try (RunStore store = RunStore.open(settings.results(), notes, settings.lease())) {
      ImportedSets sets = ImportedSets.add(store, runs);
      Map<String, List<RunRecord>> bySet =
          runs.stream().collect(Collectors.groupingBy(r -> r.spec().imported().name()));
      sets.added().forEach(name -> say(out, name, bySet.getOrDefault(name, List.of()), "imported"));
      sets.found()
          .forEach(
              name ->
                  say(
                      out,
                      name,
                      bySet.getOrDefault(name, List.of()),
                      "there already, with the same numbers"));
    }
    out.flush();
    List<String> asked = asked(settings, about, Imports.sets(runs));
    if (asked.isEmpty()) {
      out.println(
          "A record judges them that has `imported: NAME` in its tier or arms; docs/runs-made-elsewhere.md");
      out.flush();
      return 0;
    }
    return judge(settings.withInclude(asked), notes, out);
  }

  private static void say(PrintWriter out, String name, List<RunRecord> runs, String what) {
    long whole = runs.stream().filter(r -> r.outcome() == RunRecord.Outcome.COMPLETED).count();
    out.printf(
        "%s %s: %d %s%s, from %s (SHA-256 %s)%n",
        Provenance.AS_TOLD.shown(),
        name,
        runs.size(),
        (runs.size() == 1 ? "run " : "runs ") + what,
        whole == runs.size() ? "" : ", " + (runs.size() - whole) + " of them not whole",
        runs.get(0).environment().getOrDefault(Imported.FILE, ""),
        runs.get(0).environment().getOrDefault(Imported.SHA256, "").substring(0, 12));
  }

  /** Choose the claims to judge: those asked for, or those that name one of the sets. */
  private static List<String> asked(SuiteSettings settings, List<Claim> about, List<String> sets) {
    if (!settings.include().isEmpty()) {
      return settings.include();
    }
    return about.stream()
        .filter(
            claim ->
                claim.cases(settings.tier()).stream()
                    .flatMap((ClaimCase c) -> c.arms().stream())
                    .anyMatch(arm -> sets.contains(arm.imported().name())))
        .map(Claim::id)
        .collect(Collectors.toList());
  }

  private int judge(SuiteSettings settings, Notes notes, PrintWriter out) {
    StoredSuite suite = StoredSuite.judged(settings, options.namesEngine(), notes);
    out.print(VerdictTable.of(suite.result()));
    suite
        .result()
        .cases()
        .forEach(c -> out.println(c.suiteCase().displayName() + ": " + c.judgement().reason()));
    new ReportWriter().finished(suite.settings(), suite.result()).forEach(out::println);
    out.flush();
    return ExitCodes.of(suite.result(), settings.strict());
  }
}
