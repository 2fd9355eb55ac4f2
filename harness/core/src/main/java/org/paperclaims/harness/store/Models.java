package org.paperclaims.harness.store;

import java.util.Map;
import java.util.TreeMap;
import org.paperclaims.harness.engine.Snapshot;

/** Snapshots as safetensors: tensors by parameter name, the step and the run in the metadata. */
public final class Models {
  private static final String STEP = "step";
  private static final String FINGERPRINT = "fingerprint";

  private Models() {}

  /** Make the file of a snapshot. */
  public static Safetensors file(Snapshot snapshot, String fingerprint) {
    return new Safetensors(snapshot.tensors(), Map.of(), metadata(snapshot, fingerprint));
  }

  static Map<String, String> metadata(Snapshot snapshot, String fingerprint) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put(STEP, Long.toString(snapshot.step()));
    metadata.put(FINGERPRINT, fingerprint);
    return metadata;
  }

  /**
   * Give the snapshot of a file.
   *
   * @throws StoreException.Corrupt if it is of another run
   */
  static Snapshot snapshot(Safetensors file, String fingerprint) {
    String of = file.metadata().getOrDefault(FINGERPRINT, "an unknown run");
    if (!of.equals(fingerprint)) {
      throw new StoreException.Corrupt("it belongs to " + of + ", not to " + fingerprint);
    }
    return given(file);
  }

  /** Give the snapshot of a file that some other tool may have made; its step is 0 if unsaid. */
  public static Snapshot given(Safetensors file) {
    try {
      return new Snapshot(Long.parseLong(file.metadata().getOrDefault(STEP, "0")), file.floats());
    } catch (NumberFormatException e) {
      throw new StoreException.Corrupt("its step is not a number", e);
    }
  }
}
