package org.paperclaims.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.Provenance;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.Spread;

/** A suite for programs; {@code docs/claims-schema.json} describes the fields. */
final class ClaimsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ClaimsJson() {}

  static String of(Site site, ReportOptions options) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", 1);
    root.put("title", options.title());
    root.put("tier", site.suite().tier().id());
    root.put("commit", options.commit());
    root.put("dirty", options.dirty());
    root.put("command", options.command());
    ObjectNode environment = root.putObject("environment");
    new TreeMap<>(site.suite().environment()).forEach(environment::put);
    ArrayNode claims = root.putArray("claims");
    for (Site.Entry entry : site.claims()) {
      ObjectNode claim = claims.addObject();
      claim.put("id", entry.claim().id());
      claim.put("statement", entry.claim().statement());
      claim.put("kind", entry.claim().kind());
      claim.put("metric", entry.claim().criterion().metric());
      ObjectNode source = claim.putObject("source");
      write(entry.claim().source().paper(), source);
      source.put("where", entry.claim().source().where());
      source.put("quote", entry.claim().source().quote());
      source.put("doubt", entry.claim().source().doubt());
      claim.put("page", entry.href());
      entry.notAttempted().ifPresent(reason -> claim.put("not_attempted", reason));
      ArrayNode cases = claim.putArray("cases");
      for (Site.CaseEntry part : entry.cases()) {
        write(site, part, options, cases.addObject());
      }
    }
    try {
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
      printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
      return MAPPER.writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values could not be written", e);
    }
  }

  /** Write a paper: the text that names it, and what is known of it. */
  private static void write(Paper paper, ObjectNode node) {
    node.put("paper", paper.text());
    if (!paper.title().isEmpty()) {
      node.put("title", paper.title());
    }
    if (!paper.authors().isEmpty()) {
      paper.authors().forEach(node.putArray("authors")::add);
    }
    paper.year().ifPresent(year -> node.put("year", year));
    paper.link().ifPresent(link -> node.put("link", link));
  }

  private static void write(
      Site site, Site.CaseEntry part, ReportOptions options, ObjectNode node) {
    CaseResult result = part.result();
    Judgement judgement = result.judgement();
    node.put("name", result.claimCase().name());
    node.put("page", part.href());
    node.put("tier", result.tier().id());
    node.put("engine", result.engine());
    node.put("provenance", result.provenance().words());
    node.put("verdict", judgement.verdict().name());
    node.put("reason", judgement.reason());
    node.put("n", judgement.n());
    number(node, "estimate", judgement.estimate());
    number(node, "low", judgement.low());
    number(node, "high", judgement.high());
    node.put("confidence", judgement.confidence());
    number(node, "p", judgement.p());
    number(node, "minimum_detectable_effect", judgement.minimumDetectableEffect());
    if (judgement.furtherSeeds().isPresent()) {
      node.put("further_seeds", judgement.furtherSeeds().getAsInt());
    } else {
      node.putNull("further_seeds");
    }
    result
        .claimCase()
        .knownDeviation()
        .ifPresentOrElse(
            known -> {
              ObjectNode deviation = node.putObject("known_deviation");
              deviation.put("verdict", known.verdict().name());
              deviation.put("why", known.why());
            },
            () -> node.putNull("known_deviation"));
    if (!result.warnings().isEmpty()) {
      ArrayNode warnings = node.putArray("warnings");
      result.warnings().forEach(warnings::add);
    }
    options
        .protocol()
        .ifPresent(p -> node.put("protocol", p.standing(result.suiteCase(), result.tier())));
    ArrayNode tests = node.putArray("tests");
    for (Judgement.Test test : judgement.tests()) {
      ObjectNode one = tests.addObject();
      one.put("name", test.name());
      one.put("statistic", test.statistic());
      number(one, "p", OptionalDouble.of(test.p()));
    }
    ArrayNode arms = node.putArray("arms");
    String metric = result.claim().criterion().metric();
    for (Arm arm : result.claimCase().arms()) {
      List<RunRecord> records = result.runs().byArm().getOrDefault(arm.name(), List.of());
      Spread spread = Spread.of(records.stream().map(r -> Metrics.value(arm.metric(), r)).toList());
      ObjectNode one = arms.addObject();
      one.put("name", arm.name());
      one.put("role", arm.role().name().toLowerCase(java.util.Locale.ROOT));
      one.put("architecture", arm.architecture());
      one.put("erasure", arm.erasure().toString());
      if (!arm.metric().equals(metric)) {
        one.put("metric", arm.metric());
      }
      one.put("level", arm.level());
      number(one, "mean", OptionalDouble.of(spread.mean()));
      number(one, "sd", OptionalDouble.of(spread.sd()));
      ArrayNode runs = one.putArray("runs");
      for (RunRecord record : records) {
        ObjectNode run = runs.addObject();
        run.put("fingerprint", record.fingerprint());
        run.put("page", site.run(record).href());
        run.put("seed", record.spec().seed());
        run.put("outcome", record.outcome().name());
        run.put("provenance", Provenance.of(record).words());
        if (record.spec().madeElsewhere()) {
          run.put("file_sha256", record.environment().getOrDefault(Imported.SHA256, ""));
        }
        ObjectNode metrics = run.putObject("metrics");
        record.metrics().forEach((name, value) -> number(metrics, name, OptionalDouble.of(value)));
      }
    }
  }

  /** Write a number, or null where there is none: JSON has no infinity. */
  private static void number(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }
}
