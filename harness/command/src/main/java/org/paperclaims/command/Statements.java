package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.claim.CriterionText;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.LedgerEntry;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.DeclaredBefore;
import org.paperclaims.harness.suite.SuiteResult;

/**
 * Verdicts as statements of in-toto's attestation framework, version 1: the subjects are rows of
 * the ledger by their SHA-256, the predicate is what was found.
 */
final class Statements {
  private static final String STATEMENT = "https://in-toto.io/Statement/v1";
  private static final String VERDICT = "tag:paperclaims.org,2026:verdict/v1";

  private Statements() {}

  /** Give a statement for each case that was judged, by a file's name for it. */
  static Map<String, String> of(SuiteResult result, LedgerFile file)
      throws JsonProcessingException {
    Map<String, LedgerEntry> runs = file.entriesOfRuns();
    List<LedgerEntry> ledger = file.entries();
    Map<String, String> statements = new LinkedHashMap<>();
    for (CaseResult c : result.cases()) {
      if (c.judgement().verdict() != Verdict.NOT_ATTEMPTED) {
        String name =
            (c.claim().id() + "." + c.claimCase().name() + "." + c.engine())
                .replaceAll("[^A-Za-z0-9.]+", "-");
        statements.put(name + ".json", statement(c, result.tier(), runs, ledger));
      }
    }
    return statements;
  }

  private static String statement(
      CaseResult c, Tier tier, Map<String, LedgerEntry> runs, List<LedgerEntry> ledger)
      throws JsonProcessingException {
    ObjectNode root = Json.object();
    root.put("_type", STATEMENT);
    ArrayNode subjects = root.putArray("subject");
    for (List<RunRecord> arm : c.runs().byArm().values()) {
      for (RunRecord run : arm) {
        LedgerEntry row = runs.get(run.fingerprint());
        if (row != null) {
          subject(subjects, "ledger.csv run " + run.fingerprint(), row);
        }
      }
    }
    ledger.stream()
        .filter(row -> row.cell("kind").equals("verdict"))
        .filter(row -> row.cell("id").equals(c.claim().id()))
        .filter(row -> row.cell("case").equals(c.claimCase().name()))
        .filter(row -> row.cell("tier").equals(tier.id()) && row.cell("engine").equals(c.engine()))
        .reduce((before, after) -> after)
        .ifPresent(row -> subject(subjects, "ledger.csv verdict of " + row.cell("time"), row));
    root.put("predicateType", VERDICT);
    predicate(root.putObject("predicate"), c, tier);
    return Json.text(root) + "\n";
  }

  private static void subject(ArrayNode subjects, String name, LedgerEntry row) {
    ObjectNode subject = subjects.addObject();
    subject.put("name", name);
    subject.putObject("digest").put("sha256", row.sha256());
  }

  private static void predicate(ObjectNode node, CaseResult c, Tier tier) {
    Judgement j = c.judgement();
    node.put("claim", c.claim().id());
    node.put("statement", c.claim().statement());
    node.put("paper", c.claim().source().paper().text());
    node.put("case", c.claimCase().name());
    node.put("tier", tier.id());
    node.put("engine", c.engine());
    node.put("provenance", c.provenance().words());
    node.put("verdict", j.verdict().name());
    node.put("reason", j.reason());
    node.put("n", j.n());
    Json.put(node, "estimate", j.estimate());
    Json.put(node, "low", j.low());
    Json.put(node, "high", j.high());
    node.put("confidence", j.confidence());
    Json.put(node, "p", j.p());
    Json.put(node, "minimum_detectable_effect", j.minimumDetectableEffect());
    ObjectNode criterion = node.putObject("criterion");
    CriterionText.fields(c.claim().criterion()).forEach(criterion::put);
    node.put("declaration_sha256", DeclaredBefore.declaration(c.suiteCase(), tier).digest());
  }
}
