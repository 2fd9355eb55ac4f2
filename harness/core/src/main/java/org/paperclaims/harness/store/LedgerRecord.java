package org.paperclaims.harness.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.run.CanonicalJson;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.Formats;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;

/**
 * A whole run record in one cell of the ledger, so that a ledger alone is enough to judge again and
 * to write the report again.
 *
 * @param spec canonical JSON, as in {@code spec.json}
 * @param epochs as in {@code epochs.csv}
 * @param correct as in {@code correct.bits}, in Base64; empty where a run has none, and left out of
 *     the text then
 */
record LedgerRecord(
    int format,
    String spec,
    RunRecord.Outcome outcome,
    String detail,
    Map<String, Double> metrics,
    Map<String, String> environment,
    double seconds,
    String epochs,
    String correct) {
  private static final int FORMAT = 1;

  /**
   * The format of a record with the bits of the test images, which earlier versions do not know.
   */
  private static final int FORMAT_WITH_BITS = 2;

  private static final String CORRECT = "correct";

  /** Write a record as canonical JSON in ASCII, on one line. */
  static String write(RunRecord run) {
    ObjectNode tree =
        CanonicalJson.tree(
            new LedgerRecord(
                run.correct().isPresent() ? FORMAT_WITH_BITS : FORMAT,
                SpecJson.write(run.spec()),
                run.outcome(),
                run.detail(),
                run.metrics(),
                run.environment(),
                run.seconds(),
                EpochsCsv.write(run.epochs()),
                run.correct()
                    .map(c -> Base64.getEncoder().encodeToString(CorrectBits.write(c)))
                    .orElse("")));
    if (run.correct().isEmpty()) {
      tree.remove(CORRECT);
    }
    return ascii(CanonicalJson.write(tree));
  }

  /**
   * Read a record.
   *
   * @throws StoreException.Corrupt if it is not one, of a newer format, or of another run
   */
  static RunRecord read(String fingerprint, String text) {
    if (!Fingerprint.isOne(fingerprint)) {
      throw new StoreException.Corrupt("its id is no fingerprint");
    }
    try {
      JsonNode tree = CanonicalJson.tree(text);
      Formats.check(tree, tree.has(CORRECT) ? FORMAT_WITH_BITS : FORMAT, "ledger record");
      if (tree instanceof ObjectNode object && !tree.has(CORRECT)) {
        object.put(CORRECT, "");
      }
      LedgerRecord record = CanonicalJson.value(tree, LedgerRecord.class);
      RunSpec spec = SpecJson.read(record.spec);
      if (!Fingerprint.of(spec).equals(fingerprint)) {
        throw new StoreException.Corrupt(
            "its id is %s, and its record is of the run %s"
                .formatted(fingerprint, Fingerprint.of(spec)));
      }
      for (Map.Entry<String, Double> metric : record.metrics.entrySet()) {
        if (!Double.isFinite(metric.getValue())) {
          throw new StoreException.Corrupt(
              "the metric %s of its record is %s".formatted(metric.getKey(), metric.getValue()));
        }
      }
      return new RunRecord(
          fingerprint,
          spec,
          record.outcome,
          record.detail,
          EpochsCsv.read(record.epochs),
          record.metrics,
          record.environment,
          record.seconds,
          record.correct.isEmpty()
              ? Optional.empty()
              : Optional.of(CorrectBits.read(Base64.getDecoder().decode(record.correct))));
    } catch (StoreException.Corrupt e) {
      throw e;
    } catch (RuntimeException e) {
      // A stranger's text may raise anything in what parses it.
      throw new StoreException.Corrupt("its record is not one: " + Brief.of(e.getMessage()), e);
    }
  }

  /** Escape what is not ASCII; in JSON that can only be inside of strings. */
  private static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c < 0x7f) {
        text.append(c);
      } else {
        text.append(String.format("\\u%04x", (int) c));
      }
    }
    return text.toString();
  }
}
