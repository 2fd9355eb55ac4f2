package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Snapshot;

/** The rules of CUDA, on a device that is made up. */
class CudaDeviceTest {
  private final List<String> used = new CopyOnWriteArrayList<>();
  private final CudaDevice device =
      new CudaDevice(3, number -> used.add(Thread.currentThread().getName() + " " + number));

  @Test
  void every_call_says_which_device_its_thread_means() throws Exception {
    device.call(() -> 1);
    Thread other = new Thread(() -> device.call(() -> 2), "other");
    other.start();
    other.join();

    assertThat(used).containsExactly(Thread.currentThread().getName() + " 3", "other 3");
  }

  @Test
  void one_call_is_made_at_a_time() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(4);
    Supplier<Integer> work =
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.yield();
          return inside.decrementAndGet();
        };
    List<CompletableFuture<Void>> calls =
        java.util.stream.IntStream.range(0, 4)
            .mapToObj(
                i ->
                    CompletableFuture.runAsync(
                        () -> {
                          meet(together);
                          for (int k = 0; k < 500; k++) {
                            device.call(work);
                          }
                        },
                        task -> new Thread(task).start()))
            .toList();
    calls.forEach(CompletableFuture::join);

    assertThat(most).hasValue(1);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA stream synchronization failed; Error code: [2]",
        "Failed to allocate 4096 bytes from DEVICE memory",
        "cudaMalloc(...) failed: out of memory"
      })
  void too_little_memory_has_a_type(String text) {
    assertThatThrownBy(() -> device.call(failing(new RuntimeException(text))))
        .isInstanceOf(EngineException.OutOfMemory.class)
        .hasMessageContaining(text)
        .hasMessageContaining("smaller batch");
    assertThat(device.<Integer>call(() -> 1)).isEqualTo(1);
  }

  @Test
  void an_illegal_address_loses_the_device_for_good() {
    RuntimeException fault = new RuntimeException("kernel failed; Error code: [700]");

    assertThatThrownBy(() -> device.call(failing(fault)))
        .isInstanceOf(EngineException.DeviceLost.class)
        .hasMessageContaining("700")
        .hasMessageContaining("claims.isolate=true");
    used.clear();
    assertThatThrownBy(() -> device.call(() -> 1)).isInstanceOf(EngineException.DeviceLost.class);
    assertThat(used).isEmpty();
  }

  @Test
  void a_learner_on_a_lost_device_is_closed_without_another_error() {
    GuardedComputation computation = new GuardedComputation(device, Lost::new);

    assertThatThrownBy(() -> computation.snapshot(0))
        .isInstanceOf(EngineException.DeviceLost.class);
    computation.close();
  }

  @Test
  void another_failure_of_nd4j_has_a_type_and_one_of_the_caller_keeps_its_own() {
    assertThatThrownBy(() -> device.call(failing(new RuntimeException("Op [x] failed"))))
        .isExactlyInstanceOf(EngineException.class)
        .hasMessageContaining("Op [x] failed");
    assertThatThrownBy(() -> device.call(failing(new IllegalArgumentException("no tensor w"))))
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void is_tested_once() {
    AtomicInteger times = new AtomicInteger();
    Supplier<SelfTest> test =
        () -> {
          times.incrementAndGet();
          return new SelfTest(0, "nothing", true);
        };
    device.tested(test);
    device.tested(test);

    assertThat(times).hasValue(1);
  }

  private static Supplier<Integer> failing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }

  /** A computation of which every call meets a fault of the device. */
  private static final class Lost implements Computation {
    private static RuntimeException fault() {
      return new RuntimeException("Error code: [719]");
    }

    @Override
    public int outputs() {
      return 1;
    }

    @Override
    public void showAverage(boolean shown) {
      throw fault();
    }

    @Override
    public float[] forward(Pass pass, Batch batch) {
      throw fault();
    }

    @Override
    public void backward(Pass pass, float[] gradient) {
      throw fault();
    }

    @Override
    public void update(double rate, long step) {
      throw fault();
    }

    @Override
    public void load(Snapshot snapshot) {
      throw fault();
    }

    @Override
    public Snapshot snapshot(long step) {
      throw fault();
    }

    @Override
    public void close() {
      throw fault();
    }
  }
}
