package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.engine.torch.natives.Libtorch;

class RandomnessTest {
  @Test
  void draws_the_same_for_the_same_and_otherwise_for_all_else() {
    List<List<Float>> others =
        List.of(
            draw(1, 0, 3, "dropout"),
            draw(2, 0, 3, "dropout"),
            draw(1, 1, 3, "dropout"),
            draw(1, 2, 3, "dropout"),
            draw(2, 1, 3, "dropout"),
            draw(1, 0, 4, "dropout"),
            draw(1, 0, 3, "another"));
    assertThat(others).doesNotHaveDuplicates();
    assertThat(draw(1, 1, 3, "dropout")).isEqualTo(others.get(2));
  }

  private static List<Float> draw(long seed, int slice, long step, String node) {
    return Libtorch.call(
        1,
        () -> {
          try (Randomness randomness = new Randomness(seed, slice, new TorchDevice("cpu"))) {
            randomness.at(step);
            Tensor drawn = torch.empty(8).uniform_(0, 1, randomness.of(node));
            float[] numbers = TorchDevice.floats(drawn);
            Float[] boxed = new Float[numbers.length];
            Arrays.setAll(boxed, i -> numbers[i]);
            return List.of(boxed);
          }
        });
  }
}
