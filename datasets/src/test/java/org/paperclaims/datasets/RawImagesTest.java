package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawImagesTest {
  private static Dataset shapes() {
    return new Datasets(Path.of("absent")).open(new DatasetSpec("shapes10", 60, 10, 16, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pad-crop-3",
        "pad-crop-3-reflect",
        "shift-1",
        "flip",
        "pad-crop-3,flip",
        "flip,pad-crop-3",
        "flip,pad-crop-20-reflect"
      })
  void a_batch_made_from_the_plan_is_the_batch_of_the_stream(String steps) {
    try (Dataset shapes = shapes()) {
      EpochOrder order = Streams.order(5, 2, 60, steps.split(","));
      Batch batch = Streams.drain(shapes.train().epoch(order)).get(0);
      RawImages raw = shapes.train().raw().orElseThrow();
      assertThat(byPlan(raw, raw.plan(order).orElseThrow())).isEqualTo(batch.inputs());
    }
  }

  @Test
  void there_is_no_plan_for_what_a_device_cannot_do() {
    try (Dataset shapes = shapes()) {
      RawImages raw = shapes.train().raw().orElseThrow();
      assertThat(raw.plan(Streams.order(1, 0, 8, "flip", "cutout-4"))).isEmpty();
      assertThat(raw.plan(Streams.order(1, 0, 8, "flip", "flip"))).isEmpty();
      assertThat(raw.plan(Streams.order(1, 0, 8))).isPresent();
    }
  }

  /** Follow the words of {@link EpochPlan}, pixel by pixel. */
  private static float[] byPlan(RawImages raw, EpochPlan plan) {
    ImageSize size = raw.imageSize();
    float[][] tables = raw.normalisation().tables();
    float[] out = new float[raw.count() * size.values()];
    byte[] image = new byte[size.values()];
    int o = 0;
    for (int i = 0; i < plan.index().length; i++) {
      raw.copy(plan.index()[i], image, 0);
      for (int c = 0; c < size.channels(); c++) {
        for (int y = 0; y < size.height(); y++) {
          for (int x = 0; x < size.width(); x++, o++) {
            int sy = y + plan.down()[i];
            int sx = (plan.flip()[i] ? size.width() - 1 - x : x) + plan.right()[i];
            if (plan.reflect()) {
              sy = PadCrop.mirror(sy, size.height());
              sx = PadCrop.mirror(sx, size.width());
            }
            boolean inside = sy >= 0 && sy < size.height() && sx >= 0 && sx < size.width();
            int b = inside ? image[(c * size.height() + sy) * size.width() + sx] & 0xFF : 0;
            out[o] = tables[c][b];
          }
        }
      }
    }
    return out;
  }
}
