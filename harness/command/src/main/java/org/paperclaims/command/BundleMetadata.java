package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.paperclaims.datasets.DatasetCard;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.store.LedgerEntry;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.SuiteResult;

/** A bundle's description of itself in other people's formats. */
final class BundleMetadata {
  private static final String LICENCE = "https://www.apache.org/licenses/LICENSE-2.0";

  /** Where nothing was ever judged, no time is known; a bundle never has that of its making. */
  private static final String NO_TIME = "1970-01-01T00:00:00Z";

  private final SuiteResult result;
  private final String time;

  BundleMetadata(SuiteResult result, List<LedgerEntry> ledger) {
    this.result = result;
    this.time = ledger.stream().map(row -> row.cell("time")).max(String::compareTo).orElse(NO_TIME);
  }

  private static String title() {
    return "Verdicts on claims of deep-learning papers";
  }

  private static void reference(ArrayNode list, String id) {
    list.addObject().put("@id", id);
  }

  /**
   * Give the research object's description: RO-Crate 1.1 with the Process Run Crate profile 0.5.
   */
  String crate(SortedMap<String, byte[]> entries) throws JsonProcessingException {
    ObjectNode root = Json.object();
    root.put("@context", "https://w3id.org/ro/crate/1.1/context");
    ArrayNode graph = root.putArray("@graph");
    ObjectNode self = graph.addObject();
    self.put("@id", "ro-crate-metadata.json").put("@type", "CreativeWork");
    self.putObject("conformsTo").put("@id", "https://w3id.org/ro/crate/1.1");
    self.putObject("about").put("@id", "./");
    ObjectNode crate = graph.addObject();
    crate.put("@id", "./").put("@type", "Dataset");
    reference(crate.putArray("conformsTo"), "https://w3id.org/ro/wfrun/process/0.5");
    crate.put("name", title());
    crate.put(
        "description",
        "The report, the ledger of all runs and verdicts, the records of the runs and the claims.");
    crate.put("datePublished", time);
    crate.putObject("license").put("@id", LICENCE);
    ArrayNode parts = crate.putArray("hasPart");
    entries.keySet().forEach(name -> reference(parts, name));
    reference(crate.putArray("mentions"), "#judging");
    graph
        .addObject()
        .put("@id", "https://w3id.org/ro/wfrun/process/0.5")
        .put("@type", "CreativeWork")
        .put("name", "Process Run Crate")
        .put("version", "0.5");
    graph.addObject().put("@id", LICENCE).put("@type", "CreativeWork").put("name", "Apache-2.0");
    graph
        .addObject()
        .put("@id", "#paper-claims")
        .put("@type", "SoftwareApplication")
        .put("name", "Paper Claims")
        .put("softwareVersion", "0.1.0");
    ObjectNode judging = graph.addObject();
    judging.put("@id", "#judging").put("@type", "CreateAction");
    judging.put("name", "Runs judged at tier " + result.tier().id());
    judging.put("endTime", time);
    judging.putObject("instrument").put("@id", "#paper-claims");
    ArrayNode objects = judging.putArray("object");
    reference(objects, "ledger.csv");
    ArrayNode results = judging.putArray("result");
    entries.keySet().stream()
        .filter(n -> n.startsWith("attestations/") || n.equals("report/claims.json"))
        .forEach(n -> reference(results, n));
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      graph
          .addObject()
          .put("@id", entry.getKey())
          .put("@type", "File")
          .put("contentSize", Integer.toString(entry.getValue().length))
          .put("sha256", Fingerprint.sha256(entry.getValue()));
    }
    return Json.text(root) + "\n";
  }

  /**
   * Give the citation, in the Citation File Format 1.2.0; of the software, and the papers judged.
   */
  String citation() {
    StringBuilder text = new StringBuilder();
    text.append("cff-version: 1.2.0\n");
    text.append("message: Please cite the papers whose claims were judged, and this bundle.\n");
    text.append("type: dataset\n");
    text.append("title: ").append(title()).append('\n');
    text.append("authors:\n  - name: The owners of this results folder\n");
    text.append("license: Apache-2.0\n");
    text.append("date-released: ").append(time, 0, 10).append('\n');
    text.append("references:\n");
    TreeMap<String, Paper> papers = new TreeMap<>();
    result.cases().forEach(c -> papers.put(c.claim().source().paper().text(), paper(c)));
    papers.values().forEach(paper -> cite(paper, text));
    text.append("  - type: software\n    title: Paper Claims\n    version: 0.1.0\n");
    text.append("    authors:\n      - name: The Paper Claims project\n");
    return text.toString();
  }

  private static Paper paper(CaseResult c) {
    return c.claim().source().paper();
  }

  private static void cite(Paper paper, StringBuilder text) {
    text.append("  - type: article\n    title: ").append(quoted(paper.name())).append('\n');
    text.append("    authors:\n");
    if (paper.authors().isEmpty()) {
      text.append("      - name: See the title\n");
    }
    paper
        .authors()
        .forEach(author -> text.append("      - name: ").append(quoted(author)).append('\n'));
    paper.year().ifPresent(year -> text.append("    year: ").append(year).append('\n'));
    paper.link().ifPresent(link -> text.append("    url: ").append(quoted(link)).append('\n'));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Give a data set's description in Croissant 1.0, from its card. */
  static String croissant(DatasetCard card) throws JsonProcessingException {
    ObjectNode root = Json.object();
    ObjectNode context = root.putObject("@context");
    context.put("@vocab", "https://schema.org/");
    context.put("sc", "https://schema.org/");
    context.put("cr", "http://mlcommons.org/croissant/");
    context.put("dct", "http://purl.org/dc/terms/");
    context.put("conformsTo", "dct:conformsTo");
    root.put("@type", "sc:Dataset");
    root.put("conformsTo", "http://mlcommons.org/croissant/1.0");
    root.put("name", card.name());
    root.put("description", card.title());
    root.put("citeAs", card.source());
    root.put("license", card.licence());
    if (!card.downloads().isEmpty()) {
      root.put("url", card.downloads().get(0).address().toString());
    }
    ArrayNode files = root.putArray("distribution");
    for (DatasetCard.Download download : card.downloads()) {
      file(files, download.name(), download.bytes(), download.sha256())
          .put("contentUrl", download.address().toString());
    }
    for (DatasetCard.DataFile file : card.files()) {
      if (card.downloads().stream().noneMatch(d -> d.name().equals(file.name()))) {
        file(files, file.name(), file.bytes(), file.sha256());
      }
    }
    return Json.text(root) + "\n";
  }

  private static ObjectNode file(ArrayNode files, String name, long bytes, String sha256) {
    return files
        .addObject()
        .put("@type", "cr:FileObject")
        .put("@id", name)
        .put("name", name)
        .put("contentSize", bytes + " B")
        .put(
            "encodingFormat", name.endsWith("gz") ? "application/gzip" : "application/octet-stream")
        .put("sha256", sha256);
  }

  /** Say under which licences the parts of a bundle are given. */
  static String licences(Collection<DatasetCard> cards) {
    StringBuilder text =
        new StringBuilder(
            "Report, records and metadata were made by Paper Claims, Apache License 2.0: "
                + LICENCE
                + "\nNo image of a data set is in this bundle but those in figures. The data sets' own licences:\n");
    for (DatasetCard card : cards) {
      text.append("- ").append(card.name()).append(": ").append(card.licence()).append('\n');
    }
    return text.toString();
  }

  /** Count the verdicts, for a console. */
  String summary() {
    long judged =
        result.cases().stream()
            .map(CaseResult::judgement)
            .filter(j -> j.verdict() != Verdict.NOT_ATTEMPTED)
            .count();
    return judged + (judged == 1 ? " verdict" : " verdicts");
  }
}
