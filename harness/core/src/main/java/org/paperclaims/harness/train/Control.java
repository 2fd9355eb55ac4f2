package org.paperclaims.harness.train;

import java.util.Optional;
import org.apiguardian.api.API;
import org.paperclaims.harness.store.Checkpoint;

/** The questions and reports of a trainer to its caller. Called by the thread that trains. */
public interface Control {
  /** Give the checkpoint to go on from. */
  Optional<Checkpoint> resume();

  /** Keep a checkpoint; called after an epoch, or when {@link #stop} is asked for. */
  void save(Checkpoint checkpoint);

  /** Tell whether to save a checkpoint after the current step and stop. */
  boolean stop();

  /** Be told of a step that was taken. */
  void step(Step step);

  /**
   * A step.
   *
   * @param epoch from 1 on
   * @param epochs of the recipe
   * @param step of the run, from 1 on
   * @param steps of the run
   * @param loss of the batch
   * @param imagesPerSecond in training, since the trainer started
   * @param secondsLeft an estimate from the speed so far
   */
  @API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
  record Step(
      int epoch,
      int epochs,
      long step,
      long steps,
      double loss,
      double imagesPerSecond,
      double secondsLeft) {}

  /** Make a control that resumes nothing, keeps nothing and never stops. */
  static Control none() {
    return new Control() {
      @Override
      public Optional<Checkpoint> resume() {
        return Optional.empty();
      }

      @Override
      public void save(Checkpoint checkpoint) {}

      @Override
      public boolean stop() {
        return false;
      }

      @Override
      public void step(Step step) {}
    };
  }
}
