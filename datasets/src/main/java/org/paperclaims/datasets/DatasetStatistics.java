package org.paperclaims.datasets;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The statistics of a split's images, computed from their bytes.
 *
 * @param perClass images of each class
 * @param measured images that mean and deviation are computed from
 * @param mean of each channel, 0 to 1
 * @param deviation standard deviation of each channel, 0 to 1
 */
public record DatasetStatistics(
    List<Integer> perClass, int measured, List<Double> mean, List<Double> deviation) {
  public DatasetStatistics {
    perClass = List.copyOf(perClass);
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
  }

  /** Read every image once. */
  public static DatasetStatistics of(Pictures images) {
    return of(images, Integer.MAX_VALUE);
  }

  /**
   * Count all labels, and read some images.
   *
   * @param most images to read, evenly spaced among all
   */
  public static DatasetStatistics of(Pictures images, int most) {
    int[] labels = images.labels();
    int[] perClass = new int[Arrays.stream(labels).max().orElse(-1) + 1];
    Arrays.stream(labels).forEach(label -> perClass[label]++);
    ImageSize size = images.imageSize();
    int pixels = size.height() * size.width();
    long[][] histogram = new long[size.channels()][256];
    byte[] image = new byte[size.values()];
    int measured = Math.min(most, labels.length);
    for (int n = 0; n < measured; n++) {
      images.copy((int) ((long) n * labels.length / measured), image, 0);
      for (int i = 0; i < image.length; i++) {
        histogram[i / pixels][image[i] & 0xFF]++;
      }
    }
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    for (long[] counts : histogram) {
      double n = 0;
      double sum = 0;
      double squares = 0;
      for (int b = 0; b < 256; b++) {
        n += counts[b];
        sum += counts[b] * (b / 255.0);
        squares += counts[b] * (b / 255.0) * (b / 255.0);
      }
      mean.add(sum / n);
      deviation.add(Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n))));
    }
    return new DatasetStatistics(
        Arrays.stream(perClass).boxed().toList(), measured, mean, deviation);
  }
}
