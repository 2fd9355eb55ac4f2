package org.paperclaims.architectures;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The modules that are chosen when an erasure treats only a proportion of them. From N modules
 * {@code floor(N * percent / 100)} are treated; a larger proportion treats the same ones and more.
 */
public enum Selection {
  /**
   * Evenly spaced. At 25, 50, 75 and 100 % this is: module i of N (from 0) iff {@code floor((i+1) *
   * percent / 100) > floor(i * percent / 100)}. That rule by itself treats other modules at 50 %
   * than at 40 %, so the modules are ranked by the Gray code of the reversed bits of i + 1, which
   * spaces them evenly at every proportion, and agrees with the rule at those four.
   */
  EVEN {
    @Override
    List<Integer> ranked(int modules) {
      return IntStream.range(0, modules)
          .boxed()
          .sorted(Comparator.comparing(Selection::key))
          .toList();
    }
  },
  /** The first ones, counted from the network's input. */
  INPUT {
    @Override
    List<Integer> ranked(int modules) {
      return IntStream.range(0, modules).boxed().toList();
    }
  },
  /** The last ones, counted from the network's output. */
  OUTPUT {
    @Override
    List<Integer> ranked(int modules) {
      return IntStream.range(0, modules).map(i -> modules - 1 - i).boxed().toList();
    }
  };

  private static long key(int module) {
    int reversed = Integer.reverse(module + 1);
    return Integer.toUnsignedLong(reversed ^ (reversed >>> 1));
  }

  /** Give the numbers of the modules, from 0, in the order in which they are chosen. */
  abstract List<Integer> ranked(int modules);

  /** Give how it is written behind an erasure: {@code even}, {@code input} or {@code output}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Choose modules.
   *
   * @param modules how many there are
   * @param percent how many of them to choose, 0 to 100; rounded down
   * @return their numbers, from 0, in no particular order
   */
  public List<Integer> choose(int modules, int percent) {
    return ranked(modules).subList(0, (int) ((long) modules * percent / 100));
  }
}
