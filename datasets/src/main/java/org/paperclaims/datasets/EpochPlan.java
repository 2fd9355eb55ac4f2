package org.paperclaims.datasets;

import java.util.List;
import java.util.Optional;

/**
 * One epoch, image by image: position i of the epoch holds image {@code index[i]}, and its pixel
 * (y, x) is the image's pixel {@code (y + down[i], (flip[i] ? width - 1 - x : x) + right[i])};
 * outside of the image it is the byte 0, or with {@code reflect} the pixel mirrored at the edge,
 * which is not repeated. The arrays are not copied: treat them as read only.
 *
 * @param index which image; the whole epoch, also when the order resumes inside it
 * @param down in pixels, from -padding to padding
 * @param right in pixels, from -padding to padding
 */
public record EpochPlan(int[] index, byte[] down, byte[] right, boolean[] flip, boolean reflect) {
  static Optional<EpochPlan> of(EpochOrder order, int[] index) {
    List<Step> steps = order.augmentation().parsed();
    long crops = steps.stream().filter(PadCrop.class::isInstance).count();
    long flips = steps.stream().filter(Flip.class::isInstance).count();
    if (crops > 1 || flips > 1 || crops + flips < steps.size()) {
      return Optional.empty();
    }
    byte[] down = new byte[index.length];
    byte[] right = new byte[index.length];
    boolean[] flip = new boolean[index.length];
    boolean reflect = false;
    for (int s = 0; s < steps.size(); s++) {
      for (int i = 0; i < index.length; i++) {
        Draws draws = Draws.of(order.seed(), order.epoch(), index[i], s);
        if (steps.get(s) instanceof PadCrop crop) {
          reflect = crop.reflect();
          down[i] = (byte) crop.drawShift(draws);
          // A shift after a flip is a shift the other way before it.
          right[i] = (byte) (flip[i] ? -crop.drawShift(draws) : crop.drawShift(draws));
        } else if (steps.get(s) instanceof Flip f) {
          flip[i] = f.drawFlip(draws);
        }
      }
    }
    return Optional.of(new EpochPlan(index, down, right, flip, reflect));
  }
}
