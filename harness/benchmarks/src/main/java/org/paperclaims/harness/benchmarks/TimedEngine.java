package org.paperclaims.harness.benchmarks;

import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;

/**
 * An engine whose work is timed: what it calls back (batches, losses) is the trainer's time.
 *
 * @param training time of steps
 * @param rest time of everything else the engine does
 * @param trainer time of what the engine calls back
 */
record TimedEngine(Engine engine, Stopwatch training, Stopwatch rest, Stopwatch trainer)
    implements Engine {
  @Override
  public String id() {
    return engine.id();
  }

  @Override
  public String version() {
    return engine.version();
  }

  @Override
  public List<Device> devices() {
    return engine.devices();
  }

  @Override
  public Learner learner(Network network, LearnerOptions options) {
    Learner learner = rest.time(() -> engine.learner(network, options));
    return new Learner() {
      @Override
      public void load(Snapshot snapshot) {
        rest.time(
            () -> {
              learner.load(snapshot);
              return snapshot;
            });
      }

      @Override
      public double train(Batch batch, double learningRate) {
        return training.time(() -> learner.train(batch, learningRate));
      }

      @Override
      public void trainAll(BatchStream batches, Rates rates, Losses losses) {
        training.time(
            () -> {
              learner.trainAll(
                  new TimedStream(batches, trainer),
                  rates,
                  (i, size, loss) -> trainer.time(() -> losses.step(i, size, loss)));
              return batches;
            });
      }

      @Override
      public float[] predict(Batch batch) {
        return rest.time(() -> learner.predict(batch));
      }

      @Override
      public float[] predictWithBatchStatistics(Batch batch) {
        return rest.time(() -> learner.predictWithBatchStatistics(batch));
      }

      @Override
      public Snapshot snapshot() {
        return rest.time(learner::snapshot);
      }

      @Override
      public void close() {
        learner.close();
      }
    };
  }
}
