package org.paperclaims.harness.engine.dl4j;

import java.util.function.Supplier;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Snapshot;

/** A computation whose every call goes through its back end. */
final class GuardedComputation implements Computation {
  private final Backend backend;
  private final Computation inner;

  GuardedComputation(Backend backend, Supplier<Computation> made) {
    this.backend = backend;
    this.inner = backend.call(made);
  }

  @Override
  public int outputs() {
    return inner.outputs();
  }

  @Override
  public void showAverage(boolean shown) {
    run(() -> inner.showAverage(shown));
  }

  @Override
  public float[] forward(Pass pass, Batch batch) {
    return backend.call(() -> inner.forward(pass, batch));
  }

  @Override
  public void backward(Pass pass, float[] gradient) {
    run(() -> inner.backward(pass, gradient));
  }

  @Override
  public void update(double rate, long step) {
    run(() -> inner.update(rate, step));
  }

  @Override
  public void load(Snapshot snapshot) {
    run(() -> inner.load(snapshot));
  }

  @Override
  public Snapshot snapshot(long step) {
    return backend.call(() -> inner.snapshot(step));
  }

  @Override
  public void close() {
    try {
      run(inner::close);
    } catch (EngineException.DeviceLost e) {
      // Its memory went with the device, and whoever used it last was told.
      return;
    }
  }

  private void run(Runnable work) {
    backend.call(
        () -> {
          work.run();
          return true;
        });
  }
}
