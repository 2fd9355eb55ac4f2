package org.paperclaims.harness.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.paperclaims.harness.engine.Precision;

/**
 * The measurement that {@link GpuComparison} is asked for.
 *
 * @param script the path of {@code gpu_peer.py}
 * @param network a spec that the script can build too
 * @param batch images a step
 * @param rounds how often both sides have their turn
 * @param device {@code cuda:N} or {@code cpu}
 * @param deterministic whether the engine takes algorithms that give the same bits on every run, as
 *     the trainer has it, and not the fastest ones
 */
record GpuRequest(
    String script,
    String network,
    int batch,
    Precision precision,
    int rounds,
    String device,
    boolean deterministic) {
  static final String USAGE =
      "usage: GpuComparison gpu_peer.py NETWORK BATCH PRECISION ROUNDS [DEVICE [ALGORITHMS]]";

  /** The most images a step; an epoch of the data set then has ten steps. */
  static final int MOST_IMAGES = 10_000;

  private static final int MOST_ROUNDS = 1_000;
  private static final int MOST_WORDS = 7;
  private static final Pattern NETWORK =
      Pattern.compile("resnet-(20|32|44|56|110)(-[ab])?|wrn-(10|16|22|28|40)-[1-9][0-9]?");
  private static final Pattern DEVICE = Pattern.compile("cpu|cuda:[0-9]{1,2}");

  /**
   * Read the arguments of the command.
   *
   * @throws IllegalArgumentException if one is wrong; the message is a line that says which, what
   *     was found and what is allowed
   */
  static GpuRequest parse(String... words) {
    if (words.length < 5 || words.length > MOST_WORDS) {
      throw refuse("the number of arguments", "" + words.length, "5 to " + MOST_WORDS);
    }
    List<String> all = Arrays.asList(Arrays.copyOf(words, MOST_WORDS));
    return new GpuRequest(
        words[0],
        matching(
            "NETWORK",
            words[1],
            NETWORK,
            "resnet-20, -32, -44, -56 or -110, each also with -a or -b behind it, and wrn-D-K with D"
                + " one of 10, 16, 22, 28 and 40"),
        number("BATCH", words[2], MOST_IMAGES),
        Precision.valueOf(
            choice(
                    "PRECISION",
                    words[3],
                    Arrays.stream(Precision.values())
                        .map(p -> p.name().toLowerCase(Locale.ROOT))
                        .toList())
                .toUpperCase(Locale.ROOT)),
        number("ROUNDS", words[4], MOST_ROUNDS),
        all.get(5) == null
            ? "cuda:0"
            : matching("DEVICE", all.get(5), DEVICE, "cuda:N with N from 0 on, and cpu"),
        all.get(6) != null
            && choice("ALGORITHMS", all.get(6), List.of("fastest", "deterministic"))
                .equals("deterministic"));
  }

  /** Tell whether no GPU is asked for. */
  boolean onCpu() {
    return device.equals("cpu");
  }

  private static String matching(String what, String found, Pattern pattern, String allowed) {
    if (!pattern.matcher(found).matches()) {
      throw refuse(what, "'" + found + "'", allowed);
    }
    return found;
  }

  private static String choice(String what, String found, List<String> allowed) {
    if (!allowed.contains(found)) {
      throw refuse(what, "'" + found + "'", allowed.stream().collect(Collectors.joining(" and ")));
    }
    return found;
  }

  private static int number(String what, String found, int most) {
    if (!found.matches("[0-9]{1,6}")
        || Integer.parseInt(found) < 1
        || Integer.parseInt(found) > most) {
      throw refuse(what, "'" + found + "'", "whole numbers from 1 to " + most);
    }
    return Integer.parseInt(found);
  }

  private static IllegalArgumentException refuse(String what, String found, String allowed) {
    return new IllegalArgumentException(
        "%s: found %s; allowed: %s. %s".formatted(what, found, allowed, USAGE));
  }
}
