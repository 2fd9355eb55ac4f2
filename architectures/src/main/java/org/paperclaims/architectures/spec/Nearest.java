package org.paperclaims.architectures.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the valid number, or word, nearest to a wrong one. */
public final class Nearest {
  /** Longer words are no slip of a finger. */
  private static final int LONGEST = 100;

  private Nearest() {}

  /** Give the nearest of a few numbers, the smaller of two that are as near. */
  public static int of(int wanted, Collection<Integer> allowed) {
    return allowed.stream()
        .min(
            Comparator.<Integer>comparingInt(n -> Math.abs(n - wanted))
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow();
  }

  /** Give the nearest of {@code offset + n * step} with n from 1 on. */
  public static int of(int wanted, int offset, int step) {
    return offset + step * Math.max(1, Math.round((wanted - offset) / (float) step));
  }

  /**
   * Give the nearest of a few words, the first of those that are as near.
   *
   * @throws java.util.NoSuchElementException if there are none
   */
  public static String of(String wanted, Collection<String> allowed) {
    return allowed.stream()
        .min(Comparator.comparingInt(word -> distance(wanted, word)))
        .orElseThrow();
  }

  /**
   * Guess which of a few words was meant by one that is none of them.
   *
   * @return the nearest one, where that is one letter away from a word of three or four letters, or
   *     one or two from a longer one; nothing where none is near, or the word is far too long
   */
  public static Optional<String> meant(String word, Collection<String> allowed) {
    int room = word.length() < 3 || word.length() > LONGEST ? 0 : word.length() < 5 ? 1 : 2;
    return room == 0
        ? Optional.empty()
        : allowed.stream()
            .filter(other -> distance(word, other) <= room)
            .min(
                Comparator.<String>comparingInt(other -> distance(word, other))
                    .thenComparingInt(other -> Math.abs(other.length() - word.length())));
  }

  /** Count the letters to insert, remove or change to make one word the other (Levenshtein). */
  public static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
