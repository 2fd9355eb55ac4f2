package org.paperclaims.harness.engine.dl4j;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.engine.EngineException;

/**
 * A GPU. ND4J gives every new thread another one, so each call says which it means; and it has one
 * handle of cuBLAS a device, so calls of several learners come one after another. The number of
 * OpenMP threads is never set: for this back end it would be that of a kernel's.
 */
final class CudaDevice implements Backend {
  private final int number;
  private final IntConsumer use;
  private final ReentrantLock lock = new ReentrantLock();
  private EngineException.@Nullable DeviceLost lost;
  private @Nullable SelfTest tested;

  /**
   * Make it once a process.
   *
   * @param number in CUDA's order
   * @param use lets the calling thread use a device
   */
  CudaDevice(int number, IntConsumer use) {
    this.number = number;
    this.use = use;
  }

  @Override
  public <T> T call(Supplier<T> work) {
    lock.lock();
    try {
      if (lost != null) {
        throw lost;
      }
      use.accept(number);
      return work.get();
    } catch (RuntimeException | OutOfMemoryError e) {
      RuntimeException typed = CudaErrors.typed(e);
      if (typed instanceof EngineException.DeviceLost forGood) {
        lost = forGood;
      }
      throw typed;
    } finally {
      lock.unlock();
    }
  }

  /** Test the device by itself at the first time; the outcome holds for the process. */
  SelfTest tested(Supplier<SelfTest> test) {
    lock.lock();
    try {
      if (tested == null) {
        tested = test.get();
      }
      return tested;
    } finally {
      lock.unlock();
    }
  }
}
