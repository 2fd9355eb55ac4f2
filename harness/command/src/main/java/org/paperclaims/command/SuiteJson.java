package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The result of a suite, for a script: the verdicts, what the exit code means, and where the report
 * is. Everything else stands in the report's {@code claims.json}, whose names these fields have.
 */
final class SuiteJson {
  private SuiteJson() {}

  static String of(
      SuiteResult result, SuiteSettings settings, int exitCode, @Nullable CommandSpec spec)
      throws JsonProcessingException {
    ObjectNode root = Json.object();
    root.put("tier", result.tier().id());
    root.put("exit_code", exitCode);
    root.put("meaning", meaning(exitCode, spec));
    ObjectNode counts = root.putObject("counts");
    result.counts().forEach((verdict, n) -> counts.put(verdict.name(), n));
    ArrayNode cases = root.putArray("cases");
    for (CaseResult c : result.cases()) {
      write(c, CaseOutcome.of(c, settings.strict()), cases.addObject());
    }
    Json.putNotAttempted(root, result.notAttempted());
    Path folder = settings.report();
    ObjectNode report = root.putObject("report");
    report.put("page", folder.resolve("index.html").toString());
    report.put("summary", folder.resolve("summary.md").toString());
    report.put("board", folder.resolve("board.md").toString());
    report.put("claims", folder.resolve("claims.json").toString());
    report.put("badge", folder.resolve("badge.svg").toString());
    return Json.text(root);
  }

  private static void write(CaseResult c, CaseOutcome outcome, ObjectNode node) {
    Judgement j = c.judgement();
    node.put("claim", c.claim().id());
    node.put("case", c.claimCase().name());
    node.put("engine", c.engine());
    node.put("provenance", c.provenance().words());
    node.put("verdict", j.verdict().name());
    node.put("outcome", outcome.kind().name());
    node.put("reason", j.reason());
    node.put("n", j.n());
    Json.put(node, "estimate", j.estimate());
    Json.put(node, "low", j.low());
    Json.put(node, "high", j.high());
    Json.put(node, "p", j.p());
    Json.put(node, "minimum_detectable_effect", j.minimumDetectableEffect());
    if (!c.warnings().isEmpty()) {
      ArrayNode warnings = node.putArray("warnings");
      c.warnings().forEach(warnings::add);
    }
    c.claimCase()
        .knownDeviation()
        .ifPresentOrElse(
            known ->
                node.putObject("known_deviation")
                    .put("verdict", known.verdict().name())
                    .put("why", known.why()),
            () -> node.putNull("known_deviation"));
  }

  /** Give the words that the help has for an exit code. */
  private static String meaning(int exitCode, @Nullable CommandSpec spec) {
    return spec == null
        ? ""
        : spec.root().usageMessage().exitCodeList().getOrDefault(Integer.toString(exitCode), "");
  }
}
