package org.paperclaims.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.DatasetCard;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.suite.DeclaredProtocol;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.reports.ReportWriter;

/**
 * The entries of a bundle. It rests on the ledger and the claims: everything else can be made of
 * these again, and {@code verify-bundle} makes the verdicts again.
 *
 * @param judged how many verdicts are in it, in words
 * @param parts words for the reader on what is not in it
 */
record BundleContent(SortedMap<String, byte[]> entries, String judged, String parts) {
  static final String SETTINGS = "bundle.json";
  static final String ATTESTATIONS = "attestations/";
  static final String CATALOGUES = "catalogues/";
  static final String SIGNED = ".dsse.json";

  /** Tell whether no verdict is in it. */
  boolean isEmpty() {
    return entries.keySet().stream().noneMatch(name -> name.startsWith(ATTESTATIONS));
  }

  /** Judge the stored runs, and gather what they came to. */
  static BundleContent of(
      SuiteOptions options,
      SuiteSettings asked,
      @Nullable PrivateKey key,
      Path work,
      Consumer<String> notes)
      throws IOException {
    Map<String, String> set = new HashMap<>(options.properties());
    set.put("claims.results", asked.results().toString());
    set.put("claims.report", work.resolve("report").toString());
    SuiteSettings settings =
        SuiteSettings.from(
            name ->
                Optional.ofNullable(set.get(name))
                    .or(() -> Optional.ofNullable(System.getProperty(name))));
    if (ResultsPlace.isInBucket(settings.results())) {
      throw new SettingsException(
          "a bundle is made of a results folder, and these lie in %s"
              .formatted(ResultsPlace.name(settings.results())));
    }
    StoredSuite suite = StoredSuite.judged(settings, options.namesEngine(), notes);
    new ReportWriter().finished(suite.settings(), suite.result());
    TreeMap<String, byte[]> entries = new TreeMap<>();
    folder(entries, "report/", settings.report());
    LedgerFile ledger = LedgerFile.of(settings.results(), notes);
    file(entries, "ledger.csv", settings.results().resolve(LedgerFile.NAME));
    records(entries, settings.results().resolve("runs"));
    for (Path catalogue : settings.catalogues()) {
      file(entries, CATALOGUES + catalogue.getFileName(), catalogue);
    }
    file(entries, DeclaredProtocol.NAME, settings.results().resolve(DeclaredProtocol.NAME));
    Path bill = Path.of("target", "bom.json");
    file(entries, "bom.json", bill);
    for (Map.Entry<String, String> one : Statements.of(suite.result(), ledger).entrySet()) {
      text(entries, ATTESTATIONS + one.getKey(), one.getValue());
      if (key != null) {
        text(
            entries,
            ATTESTATIONS + one.getKey().replaceFirst("[.]json$", SIGNED),
            Envelope.signed(one.getValue(), Envelope.STATEMENT, key));
      }
    }
    cards(entries, suite.result());
    text(entries, SETTINGS, said(settings, suite.settings(), options.namesEngine()));
    BundleMetadata about = new BundleMetadata(suite.result(), ledger.entries());
    text(entries, "CITATION.cff", about.citation());
    text(entries, "ro-crate-metadata.json", about.crate(entries));
    return new BundleContent(
        entries,
        about.summary(),
        entries.containsKey("bom.json")
            ? ""
            : "without a bill of materials: target/bom.json is not there; mvn package -Prelease writes it");
  }

  /** Say what was asked for, so that it can be asked again. */
  private static String said(SuiteSettings asked, SuiteSettings judged, boolean namesEngine)
      throws IOException {
    var root = Json.object();
    root.put("tier", asked.tier().id());
    root.put("include", String.join(",", asked.include()));
    root.put("engines", String.join(",", judged.engines()));
    root.put("engines_named", namesEngine);
    var catalogues = root.putArray("catalogues");
    asked.catalogues().forEach(c -> catalogues.add(String.valueOf(c.getFileName())));
    asked.seeds().ifPresent(n -> root.put("seeds", n));
    return Json.text(root) + "\n";
  }

  private static void text(SortedMap<String, byte[]> entries, String name, String text) {
    entries.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void file(SortedMap<String, byte[]> entries, String name, Path file)
      throws IOException {
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      entries.put(name, Files.readAllBytes(file));
    }
  }

  private static void folder(SortedMap<String, byte[]> entries, String under, Path folder)
      throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        file(entries, under + folder.relativize(file).toString().replace('\\', '/'), file);
      }
    }
  }

  /** Take the records of runs, and no models: those are exported one by one. */
  private static void records(SortedMap<String, byte[]> entries, Path runs) throws IOException {
    if (!Files.isDirectory(runs)) {
      return;
    }
    try (Stream<Path> folders = Files.list(runs)) {
      for (Path folder : (Iterable<Path>) folders::iterator) {
        for (String name : new String[] {"spec.json", "record.json", "epochs.csv"}) {
          file(entries, "runs/" + folder.getFileName() + "/" + name, folder.resolve(name));
        }
      }
    }
  }

  private static void cards(SortedMap<String, byte[]> entries, SuiteResult result)
      throws IOException {
    Map<String, DatasetCard> cards = new TreeMap<>();
    Datasets datasets = Datasets.unread();
    for (var c : result.cases()) {
      String name = c.claimCase().dataset().name();
      if (datasets.names().contains(name)) {
        datasets.card(name).ifPresent(card -> cards.put(name, card));
      }
    }
    for (DatasetCard card : cards.values()) {
      text(entries, "croissant/" + card.name() + ".json", BundleMetadata.croissant(card));
    }
    text(entries, "LICENCES.md", BundleMetadata.licences(cards.values()));
  }
}
