package org.paperclaims.harness.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.run.CanonicalJson;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.Formats;
import org.paperclaims.harness.run.JsonException;
import org.paperclaims.harness.run.RunRecord;

/**
 * The content of {@code record.json}: the outcome, and the checksums of the files that it rests on.
 * Its last field is the checksum of the rest.
 *
 * @param files what the record rests on, by file name
 */
record RecordJson(
    int format,
    String fingerprint,
    RunRecord.Outcome outcome,
    String detail,
    Map<String, Double> metrics,
    Map<String, String> environment,
    double seconds,
    Map<String, StoredFile> files) {
  static final int FORMAT = 1;

  /** A file's size in bytes and its SHA-256. */
  record StoredFile(long size, String sha256) {
    static StoredFile of(byte[] bytes) {
      return new StoredFile(bytes.length, Fingerprint.sha256(bytes));
    }
  }

  /** Say why no run can have come to this. */
  Optional<String> fault() {
    if (outcome == RunRecord.Outcome.FAILED) {
      return Optional.of("a failed run is never recorded");
    }
    return metrics.entrySet().stream()
        .filter(m -> !Double.isFinite(m.getValue()))
        .findFirst()
        .map(m -> "the metric " + m.getKey() + " is " + m.getValue());
  }

  String write() {
    ObjectNode tree = (ObjectNode) CanonicalJson.tree(CanonicalJson.write(this));
    ObjectNode signed = JsonNodeFactory.instance.objectNode();
    signed.set("record", tree);
    signed.put("sha256", checksum(tree));
    return CanonicalJson.writePretty(signed);
  }

  /**
   * Read and verify a record.
   *
   * @throws StoreException.Corrupt if it is not what {@link #write} wrote, or of a newer format
   */
  static RecordJson read(String text) {
    try {
      JsonNode signed = CanonicalJson.tree(text);
      JsonNode tree = signed.path("record");
      Formats.check(tree, FORMAT, "run record");
      if (!signed.path("sha256").asText().equals(checksum(tree))) {
        throw new StoreException.Corrupt("the run record's checksum is not that of its content");
      }
      return CanonicalJson.value(tree, RecordJson.class);
    } catch (JsonException e) {
      throw new StoreException.Corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  private static String checksum(JsonNode tree) {
    return Fingerprint.sha256(CanonicalJson.write(tree).getBytes(StandardCharsets.UTF_8));
  }
}
