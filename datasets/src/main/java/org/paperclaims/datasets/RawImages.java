package org.paperclaims.datasets;

import java.util.Optional;

/**
 * The examples of a split as bytes, for engines that keep them on a device, and augment and
 * normalise them there. A batch that is made so from an {@link EpochPlan} holds, to the rounding of
 * float32, the numbers of the stream of the same {@link EpochOrder}.
 */
public interface RawImages extends Pictures {
  /**
   * Say which images make up an epoch, and how each is shifted and flipped.
   *
   * @return empty if the augmentation holds more than one {@code pad-crop} and one {@code flip};
   *     then the host's stream must be used
   */
  Optional<EpochPlan> plan(EpochOrder order);
}
