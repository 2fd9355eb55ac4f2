package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

class LearnerTest {
  private final Network network = Reference.network("resnet-8-b-w4 erase last");
  private final Batch batch = Reference.batch();

  @Test
  void is_found_by_the_service_loader() {
    assertThat(ServiceLoader.load(Engine.class).stream().map(p -> p.get().id())).contains("dl4j");
  }

  @Test
  void a_loaded_snapshot_continues_to_the_same_bits() {
    try (Learner whole = learner(2);
        Learner first = learner(2);
        Learner second = learner(2)) {
      train(whole, 6);
      train(first, 3);
      second.load(first.snapshot());
      train(second, 3);

      assertSameBits(second.snapshot(), whole.snapshot());
      assertThat(second.snapshot().step()).isEqualTo(6);
    }
  }

  @Test
  void learners_side_by_side_end_with_the_bits_of_one_alone() throws Exception {
    Snapshot alone;
    try (Learner learner = learner(1)) {
      train(learner, 10);
      alone = learner.snapshot();
    }
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<Snapshot>> together = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        together.add(
            threads.submit(
                () -> {
                  try (Learner learner = learner(1)) {
                    train(learner, 10);
                    return learner.snapshot();
                  }
                }));
      }
      for (Future<Snapshot> one : together) {
        assertSameBits(one.get(), alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_smaller_batch_leaves_nothing_of_the_larger_one_before_it() {
    Batch one = Reference.batch(1, network.input(), 10);
    try (Learner fresh = learner(2);
        Learner used = learner(2)) {
      Snapshot start = fresh.snapshot();
      train(used, 1);
      used.load(start);
      fresh.train(one, 0.05);
      used.train(one, 0.05);

      assertThat(used.snapshot().tensor("stem.conv.weight").data())
          .isEqualTo(fresh.snapshot().tensor("stem.conv.weight").data());
    }
  }

  @Test
  void looking_at_batch_statistics_changes_nothing() {
    try (Learner learner = learner(1)) {
      Snapshot before = learner.snapshot();
      learner.predictWithBatchStatistics(batch);
      learner.predict(batch);

      assertSameBits(learner.snapshot(), before);
    }
  }

  @Test
  void refuses_a_snapshot_that_lacks_a_tensor() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(Reference.weights(network).tensors());
    tensors.remove("stem.conv.weight");
    try (Learner learner = learner(1)) {
      assertThatThrownBy(() -> learner.load(new Snapshot(0, tensors)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stem.conv.weight");
    }
  }

  @Test
  void refuses_a_snapshot_with_an_unknown_tensor() {
    Map<String, Tensor> tensors = new LinkedHashMap<>(Reference.weights(network).tensors());
    tensors.put("stem.conv.wait", new Tensor(List.of(1), new float[1]));
    try (Learner learner = learner(1)) {
      assertThatThrownBy(() -> learner.load(new Snapshot(0, tensors)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stem.conv.wait");
    }
  }

  @Test
  void a_diverged_training_says_so_with_its_loss() {
    try (Learner learner = learner(1)) {
      double loss = 0;
      for (int i = 0; i < 20 && !Double.isNaN(loss); i++) {
        loss = learner.train(batch, 1e30);
      }
      assertThat(loss).isNaN();
    }
  }

  @Test
  void closing_twice_is_fine_and_using_after_closing_is_not() {
    Learner learner = learner(1);
    learner.close();
    learner.close();
    assertThatThrownBy(() -> learner.predict(batch)).isInstanceOf(IllegalStateException.class);
  }

  private Learner learner(int threads) {
    Learner learner = new Dl4jEngine().learner(network, Reference.options(threads));
    learner.load(Reference.weights(network));
    return learner;
  }

  private void train(Learner learner, int steps) {
    for (int i = 0; i < steps; i++) {
      learner.train(batch, 0.05);
    }
  }

  private static void assertSameBits(Snapshot found, Snapshot expected) {
    assertThat(found.tensors().keySet()).isEqualTo(expected.tensors().keySet());
    expected
        .tensors()
        .forEach((name, t) -> assertThat(found.tensor(name).data()).as(name).isEqualTo(t.data()));
  }
}
