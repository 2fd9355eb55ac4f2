package org.paperclaims.s3;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.store.RunFolder;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.StoreException;
import org.paperclaims.harness.store.Stored;

/**
 * A process that does what is left of so many runs in a bucket: {@code ADDRESS RUNS SEED}. It says
 * every run that it has recorded, and {@code done} when all are.
 */
public final class BucketProcess {
  private static final String SPEC =
      "{\"format\":1,\"spec\":{\"architecture\":\"resnet-20\",\"dataset\":{\"images\":0,\"name\":\"cifar100\",\"pixels\":0,\"testImages\":0,\"validation\":false},\"datasetChecksum\":\"a1a01a0068dc81cf4232bf189163faa980dc55da18e96ab5f7f9701dcf1aa6b5\",\"engine\":\"torch\",\"erasure\":\"none\",\"protocol\":\"TRAIN\",\"recipe\":{\"augmentation\":[\"pad-crop-4\",\"flip\"],\"batch\":64,\"epochs\":12,\"initialisation\":\"he-normal\",\"learningRate\":{\"initial\":0.1,\"schedule\":{\"epochs\":12,\"kind\":\"cosine\"}},\"momentum\":0.9,\"nesterov\":false,\"precision\":\"FP32\",\"weightDecay\":5.0E-4},\"seed\":%d}}";

  private BucketProcess() {}

  static RunSpec spec(int number) {
    return SpecJson.read(SPEC.formatted(number));
  }

  /** Give what a run comes to, which its spec alone decides. */
  static RunRecord run(RunSpec spec) {
    double error = new Random(spec.seed()).nextDouble() * 100;
    return new RunRecord(
        Fingerprint.of(spec),
        spec,
        RunRecord.Outcome.COMPLETED,
        "",
        List.of(new EpochRow(1, 0.1, 1, Double.NaN, 2, error, 100)),
        Map.of("test_error", error),
        Map.of("commit", "abc", "dirty", "false"),
        1.5,
        Optional.empty());
  }

  static Snapshot model(RunSpec spec) {
    float[] weights = new float[64];
    Random random = new Random(spec.seed());
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextFloat();
    }
    return new Snapshot(4, Map.of("w", new Tensor(List.of(weights.length), weights)));
  }

  public static void main(String... arguments) {
    Path results = ResultsPlace.folder(arguments[0]);
    int runs = Integer.parseInt(arguments[1]);
    List<RunSpec> left = new ArrayList<>();
    for (int i = 1; i <= runs; i++) {
      left.add(spec(i));
    }
    Collections.shuffle(left, new Random(Long.parseLong(arguments[2])));
    try (RunStore store = RunStore.open(results, BucketProcess::say, Duration.ofSeconds(5))) {
      while (!left.isEmpty()) {
        left.removeIf(spec -> recorded(store, spec));
      }
    }
    say("done");
  }

  /** Tell whether a run is recorded, having done it if nobody has. */
  private static boolean recorded(RunStore store, RunSpec spec) {
    String name = Fingerprint.of(spec);
    try {
      if (store.find(name) instanceof Stored.Found found) {
        // The process that recorded it may have been killed before the row.
        store.ledger().add(found.run());
        return true;
      }
      Optional<Lease> taken = store.lease(name);
      if (taken.isEmpty()) {
        return false;
      }
      try (Lease lease = taken.get()) {
        if (store.find(lease) instanceof Stored.Found found) {
          store.ledger().add(found.run());
          return true;
        }
        RunFolder folder = store.folder(lease, spec);
        folder.begin();
        folder.commit(run(spec), Optional.of(model(spec)));
        say("recorded " + name);
        store.ledger().add(run(spec));
        return true;
      }
    } catch (StoreException e) {
      say("note " + e.getMessage());
      return false;
    }
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
