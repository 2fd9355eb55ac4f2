package org.paperclaims.datasets;

import java.util.Optional;

/**
 * The examples of a split as bytes, for engines that keep them on a device, and augment and
 * normalise them there. A batch that is made so from an {@link EpochPlan} holds, to the rounding of
 * float32, the numbers of the stream of the same {@link EpochOrder}.
 */
public interface RawImages {
  /** Count the images. */
  int count();

  /** Give the size of each. */
  ImageSize imageSize();

  /** Copy one image, channels x height x width, to {@code into[offset...]}. */
  void copy(int index, byte[] into, int offset);

  /** Give every image's class, from 0 on. */
  int[] labels();

  /** Give what makes bytes into inputs. */
  Normalisation normalisation();

  /**
   * Say which images make up an epoch, and how each is shifted and flipped.
   *
   * @return empty if the augmentation holds more than one {@code pad-crop} and one {@code flip};
   *     then the host's stream must be used
   */
  Optional<EpochPlan> plan(EpochOrder order);
}
