package org.paperclaims.datasets;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The facts about a data set that are known before its files are read: what a record can ask of it.
 *
 * @param train the most training examples that there can be
 * @param test the most test examples that there can be
 * @param classes that the examples are of, or the most that there can be; 0 if the task is no
 *     classification
 * @param classesKnown whether there are as many; else the files say how many
 * @param side of the images in pixels, where nothing else is asked; 0 if the inputs are vectors
 * @param channels of the images: 1 for grey, 3 for colours; of vectors 1
 * @param photographs whether images are cropped from photographs, to any side
 * @param maps the maps to be met, if that is the task
 */
public record DatasetOutline(
    int train,
    int test,
    int classes,
    boolean classesKnown,
    int side,
    int channels,
    boolean photographs,
    Optional<Task.HeatMaps> maps) {
  private static final int COLOURS = 3;

  /** Outline images that are stored in one size. */
  static DatasetOutline images(int train, int test, int classes, int side) {
    return new DatasetOutline(train, test, classes, true, side, COLOURS, false, Optional.empty());
  }

  /** Give the same with another number of channels. */
  DatasetOutline ofChannels(int other) {
    return new DatasetOutline(train, test, classes, classesKnown, side, other, photographs, maps);
  }

  /** Outline classified photographs that are cropped to any side. */
  static DatasetOutline photographs(
      int train, int test, int classes, boolean classesKnown, int side) {
    return new DatasetOutline(
        train, test, classes, classesKnown, side, COLOURS, true, Optional.empty());
  }

  /** Outline vectors for a regression. */
  static DatasetOutline vectors(int most) {
    return new DatasetOutline(most, most, 0, true, 0, 1, false, Optional.empty());
  }

  /** Outline images of bodies whose parts are to be found. */
  static DatasetOutline bodies(int train, int test, int side, Task.HeatMaps maps) {
    return new DatasetOutline(train, test, 0, true, side, COLOURS, false, Optional.of(maps));
  }

  /** Count the classes, or the maps; 0 for a regression of vectors. */
  public int outputs() {
    return maps.map(Task.HeatMaps::outputs).orElse(classes);
  }

  /**
   * Give the sides that images can be pooled to; none where they are cropped, or vectors. Images
   * with maps keep their own.
   */
  public List<Integer> pooledSides() {
    return photographs ? List.of() : maps.isPresent() ? List.of(side) : divisors(side);
  }

  /** Give the whole numbers that divide a side. */
  static List<Integer> divisors(int side) {
    return IntStream.rangeClosed(1, side).filter(p -> side % p == 0).boxed().toList();
  }
}
