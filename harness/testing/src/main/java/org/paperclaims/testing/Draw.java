package org.paperclaims.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The random values of one example. One in ten is an end of its range, where mistakes are most
 * likely. Equal seeds draw equal values.
 */
public final class Draw {
  private static final int LONGEST_SHOWN = 80;

  private final SplittableRandom random;
  private final List<Object> drawn = new ArrayList<>();

  Draw(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Draw a whole number from {@code low} to {@code high}, both of them included. */
  public int between(int low, int high) {
    return noted(number(low, high));
  }

  /** Draw one of all 64-bit numbers. */
  public long anyLong() {
    long[] ends = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE};
    return noted(random.nextInt(10) == 0 ? ends[random.nextInt(ends.length)] : random.nextLong());
  }

  /** Draw yes or no. */
  public boolean flip() {
    return noted(random.nextBoolean());
  }

  /** Draw a number of two decimals, so that some of many are equal. */
  public double hundredths(int low, int high) {
    return noted(number(100 * low, 100 * high) / 100.0);
  }

  /** Draw one of the choices. */
  @SafeVarargs
  @SuppressWarnings("varargs") // The array is only read.
  public final <T> T of(T... choices) {
    return of(List.of(choices));
  }

  /** Draw one of the choices. */
  public <T> T of(List<T> choices) {
    return noted(choices.get(random.nextInt(choices.size())));
  }

  /** Draw so many of something, from {@code least} to {@code most}. */
  public <T> List<T> list(int least, int most, Supplier<T> item) {
    int size = number(least, most);
    List<T> items = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      items.add(item.get());
    }
    return items;
  }

  /** Draw so many numbers of two decimals. */
  public double[] hundredths(int least, int most, int low, int high) {
    return list(least, most, () -> hundredths(low, high)).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /**
   * Draw a text of any characters: half of them printable ASCII, a quarter control characters and
   * Latin letters, a quarter from all of UTF-16, among them halves of surrogate pairs.
   */
  public String text(int longest) {
    StringBuilder text = new StringBuilder();
    int length = number(0, longest);
    while (text.length() < length) {
      text.append(
          (char)
              switch (random.nextInt(4)) {
                case 0, 1 -> number(' ', '~');
                case 2 -> number(0, 0xFF);
                default -> number(0, 0xFFFF);
              });
    }
    return noted(text.toString());
  }

  private int number(int low, int high) {
    return switch (random.nextInt(20)) {
      case 0 -> low;
      case 1 -> high;
      default -> (int) random.nextLong(low, high + 1L);
    };
  }

  private <T> T noted(T value) {
    drawn.add(value);
    return value;
  }

  /** Show the values in the order in which they were drawn, long ones cut. */
  @Override
  public String toString() {
    return drawn.stream().map(Draw::shown).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String shown(Object value) {
    String text = String.valueOf(value);
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
  }
}
