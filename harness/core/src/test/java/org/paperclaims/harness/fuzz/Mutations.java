package org.paperclaims.harness.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.paperclaims.harness.run.Allocated;

/**
 * The answer of a reader of files or settings to content that was altered: one to four times a bit
 * flips, a byte changes, a piece is copied elsewhere, the end goes, or a word comes in that readers
 * of such formats stumble over. The seed is fixed, so that a failure comes again.
 */
public final class Mutations {
  /** How many to try of each format. */
  public static final int COUNT = Integer.getInteger("fuzz.mutations", 500);

  /** The bytes that a file of a few kilobytes may take to be read, or refused. */
  public static final long BOUND = 32 << 20;

  private static final List<String> WORDS =
      List.of(
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          ",",
          "\n",
          "\n- ",
          "\r",
          "\t",
          "  ",
          "#",
          "%",
          "|",
          ">",
          "&a ",
          "*a",
          "!!int ",
          "---\n",
          "...\n",
          "~",
          "null",
          "true",
          "no",
          "NaN",
          ".inf",
          "-1",
          "0",
          "1e999",
          "0x1F",
          "1_000",
          "9223372036854775807",
          "-9223372036854775808",
          "2147483648",
          "[2147483647,2147483647]",
          "<seeds>",
          "<",
          "@",
          "\u0000",
          "\u001b[31m",
          "\u202e",
          "\ufeff",
          "\ud83d\ude00",
          "\\",
          "\\u0000",
          "x".repeat(300));

  private final byte[] whole;
  private final Random random;

  Mutations(byte[] whole, long seed) {
    this.whole = whole;
    this.random = new Random(seed);
  }

  /** The treatment of content by a reader; whatever it throws but a refusal is a fault. */
  public interface Reader {
    /** Read it; give whether it was refused, by the error of the reader's kind. */
    boolean refuses(byte[] content) throws Exception;
  }

  /**
   * Let a reader read the whole, and then every mutation in bounded memory.
   *
   * @return how many were refused
   */
  public static int refused(byte[] whole, long seed, Reader reader) {
    return refused(whole, seed, COUNT, reader);
  }

  /** Do the same with another number of mutations, for a reader that takes long. */
  public static int refused(byte[] whole, long seed, int count, Reader reader) {
    assertThat(refuses(reader, whole)).as("the whole is refused").isFalse();
    Mutations mutations = new Mutations(whole, seed);
    int[] refused = {0};
    for (int i = 0; i < count; i++) {
      byte[] content = mutations.next();
      long spent = Allocated.by(() -> refused[0] += refuses(reader, content) ? 1 : 0);
      int number = i;
      assertThat(spent)
          .as(() -> "bytes taken by mutation " + number + ": " + shown(content))
          .isLessThan(BOUND);
    }
    return refused[0];
  }

  private static boolean refuses(Reader reader, byte[] content) {
    try {
      return reader.refuses(content);
    } catch (Throwable e) {
      throw new AssertionError("no typed error for " + shown(content), e);
    }
  }

  private static String shown(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1).replaceAll("[^\\n -~]", "?");
  }

  /** Give the next mutation. */
  byte[] next() {
    byte[] mutated = whole;
    for (int n = random.nextInt(4); n >= 0; n--) {
      mutated = once(mutated);
    }
    return mutated;
  }

  private byte[] once(byte[] content) {
    if (content.length == 0) {
      return content;
    }
    int at = random.nextInt(content.length);
    int length = Math.min(random.nextInt(40), content.length - at);
    switch (random.nextInt(10)) {
      case 0 -> {
        return Arrays.copyOf(content, at);
      }
      case 1 -> {
        int from = random.nextInt(content.length - length + 1);
        return spliced(content, at, 0, Arrays.copyOfRange(content, from, from + length));
      }
      case 2 -> {
        return spliced(content, at, length, new byte[0]);
      }
      case 3, 4 -> {
        byte[] changed = content.clone();
        changed[at] ^= (byte) (1 << random.nextInt(8));
        return changed;
      }
      case 5 -> {
        byte[] changed = content.clone();
        changed[at] = (byte) random.nextInt(256);
        return changed;
      }
      default -> {
        byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
        return spliced(content, at, random.nextInt(Math.min(12, content.length - at) + 1), word);
      }
    }
  }

  private static byte[] spliced(byte[] content, int at, int gone, byte[] word) {
    byte[] spliced = new byte[content.length - gone + word.length];
    System.arraycopy(content, 0, spliced, 0, at);
    System.arraycopy(word, 0, spliced, at, word.length);
    System.arraycopy(content, at + gone, spliced, at + word.length, content.length - at - gone);
    return spliced;
  }
}
