package org.paperclaims.harness.engine.plan;

import java.nio.FloatBuffer;
import org.paperclaims.architectures.Shape;
import org.paperclaims.harness.engine.plan.dnnl.Kernel;
import org.paperclaims.harness.engine.plan.dnnl.Kernels;

/**
 * Some of the channels of wider images of the same size, in the order in which kernels have them.
 */
final class Channels {
  private final int count;
  private final int narrowSize;
  private final int wideSize;

  /** The places of an image's numbers in the narrow one, and in the wide one. */
  private final int[] narrow;

  private final int[] wide;

  /**
   * Say which they are.
   *
   * @param before channels of the wide images stand before them
   * @param count of the images
   */
  Channels(Shape narrow, Shape wide, int before, int count) {
    this.count = count;
    this.narrowSize = narrow.size();
    this.wideSize = wide.size();
    this.narrow = new int[narrowSize];
    this.wide = new int[narrowSize];
    int pixels = narrow.height() * narrow.width();
    for (int i = 0; i < narrowSize; i++) {
      this.narrow[i] = place(narrow.channels(), i / pixels, i % pixels, pixels);
      this.wide[i] = place(wide.channels(), before + i / pixels, i % pixels, pixels);
    }
  }

  private static int place(int channels, int channel, int pixel, int pixels) {
    int block = Kernels.block(channels);
    return (channel / block * pixels + pixel) * block + channel % block;
  }

  /** Copy the narrow images into the wide ones. */
  Kernel widen(FloatBuffer from, FloatBuffer to) {
    return () -> copy(from, narrow, narrowSize, to, wide, wideSize);
  }

  /** Copy the narrow images out of the wide ones. */
  Kernel narrow(FloatBuffer from, FloatBuffer to) {
    return () -> copy(from, wide, wideSize, to, narrow, narrowSize);
  }

  private void copy(
      FloatBuffer from,
      int[] fromPlaces,
      int fromSize,
      FloatBuffer to,
      int[] toPlaces,
      int toSize) {
    for (int image = 0; image < count; image++) {
      int fromBase = image * fromSize;
      int toBase = image * toSize;
      for (int i = 0; i < fromPlaces.length; i++) {
        to.put(toBase + toPlaces[i], from.get(fromBase + fromPlaces[i]));
      }
    }
  }
}
