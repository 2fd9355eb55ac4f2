package org.paperclaims.datasets;

import java.util.List;

/**
 * The map from bytes to numbers near the standard normal: a byte b of channel c becomes {@code (b /
 * 255 - mean(c)) / deviation(c)}. The constants are those of the whole training set at its own size
 * and are kept for subsets and for pooled images, so that runs stay comparable.
 *
 * @param mean one a channel, 0 to 1
 * @param deviation one a channel, positive
 */
public record Normalisation(List<Double> mean, List<Double> deviation) {
  public Normalisation {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.size() != deviation.size() || deviation.stream().anyMatch(d -> !(d > 0))) {
      throw new IllegalArgumentException("one mean and one positive deviation a channel");
    }
  }

  /** Give, for every channel, the number that each of the 256 bytes becomes. */
  public float[][] tables() {
    float[][] tables = new float[mean.size()][256];
    for (int channel = 0; channel < tables.length; channel++) {
      for (int b = 0; b < 256; b++) {
        tables[channel][b] = (float) ((b / 255.0 - mean.get(channel)) / deviation.get(channel));
      }
    }
    return tables;
  }

  /** Give the byte nearest to each channel's mean. */
  byte[] meanBytes() {
    byte[] bytes = new byte[mean.size()];
    for (int channel = 0; channel < bytes.length; channel++) {
      bytes[channel] = (byte) Math.round(mean.get(channel) * 255);
    }
    return bytes;
  }
}
