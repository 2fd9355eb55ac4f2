package org.paperclaims.harness.benchmarks;

import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;

/** An engine that computes nothing: what is left of a run is the harness. */
final class IdleEngine implements Engine {
  @Override
  public String id() {
    return "idle";
  }

  @Override
  public String version() {
    return "idle";
  }

  @Override
  public List<Device> devices() {
    return List.of(new Device("cpu", "idle"));
  }

  @Override
  public Learner learner(Network network, LearnerOptions options) {
    return new Learner() {
      private long step;

      @Override
      public void load(Snapshot snapshot) {
        step = snapshot.step();
      }

      @Override
      public double train(Batch batch, double learningRate) {
        step++;
        return 1;
      }

      @Override
      public float[] predict(Batch batch) {
        return new float[batch.size() * network.output().size()];
      }

      @Override
      public float[] predictWithBatchStatistics(Batch batch) {
        return predict(batch);
      }

      @Override
      public Snapshot snapshot() {
        return new Snapshot(step, Map.of());
      }

      @Override
      public void close() {}
    };
  }
}
