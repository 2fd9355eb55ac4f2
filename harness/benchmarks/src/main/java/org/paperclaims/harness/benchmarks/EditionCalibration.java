package org.paperclaims.harness.benchmarks;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.paperclaims.harness.stats.AnotherEdition;
import org.paperclaims.harness.stats.AnotherEdition.Answer;
import org.paperclaims.harness.stats.Sample;

/**
 * How well the gains of a claim's cases predict what the same tests say of another edition with new
 * seeds: the Brier score of the chance of the same answer against that of always saying how often
 * it is the same, and the mean chance against how often it came out, answer by answer. True gains
 * are normal, in standard deviations of the pairs, whose own spreads differ from case to case by 30
 * %.
 *
 * <p>Arguments: how many claims a row, such as 2000; and, if not 1, how many editions are at hand
 * that repeat the same seeds, which fix 40 % of a gain's variance.
 */
public final class EditionCalibration {
  private static final double ALPHA = 0.05;
  private static final double SEEDS_SHARE = 0.4;
  private static final double SPREADS_DIFFER = 0.3;

  private final Random random = new Random(7);
  private final int claims;
  private final int editions;

  private EditionCalibration(int claims, int editions) {
    this.claims = claims;
    this.editions = editions;
  }

  /** Print a table. */
  public static void main(String[] arguments) {
    int claims = Integer.parseInt(arguments[0]);
    int editions = arguments.length == 1 ? 1 : Integer.parseInt(arguments[1]);
    System.out.println(
        "| true gains, cases, seeds | Brier score | of the base rate | above: said, seen, % |"
            + " below | neither |");
    System.out.println("|---|---|---|---|---|---|");
    for (double[] truth : new double[][] {{0, 0.3}, {0, 1}, {1, 0.3}, {1, 1}, {2, 1}}) {
      for (int cases : new int[] {5, 8}) {
        for (int seeds : new int[] {3, 5, 8}) {
          System.out.println(
              new EditionCalibration(claims, editions).row(truth[0], truth[1], cases, seeds));
        }
      }
    }
  }

  private String row(double mean, double spread, int cases, int seeds) {
    Map<Answer, Tally> tallies = new EnumMap<>(Answer.class);
    double brier = 0;
    double same = 0;
    int all = claims * cases;
    for (int claim = 0; claim < claims; claim++) {
      List<Case> drawn = new ArrayList<>();
      for (int i = 0; i < cases; i++) {
        drawn.add(
            new Case(
                mean + spread * random.nextGaussian(),
                Math.exp(SPREADS_DIFFER * random.nextGaussian())));
      }
      List<List<double[]>> gains = drawn.stream().map(c -> editions(c, seeds)).toList();
      List<Sample> first = gains.stream().map(g -> Sample.of(g.get(0))).toList();
      AnotherEdition another =
          editions == 1 ? new AnotherEdition(first, ALPHA) : AnotherEdition.ofSeveral(gains, ALPHA);
      List<Double> chances = another.sameAgain();
      List<Answer> now = AnotherEdition.answers(first, ALPHA);
      List<Answer> then =
          AnotherEdition.answers(
              drawn.stream().map(c -> Sample.of(edition(c, seeds, new double[seeds], 1))).toList(),
              ALPHA);
      for (int i = 0; i < cases; i++) {
        double again = then.get(i) == now.get(i) ? 1 : 0;
        brier += (chances.get(i) - again) * (chances.get(i) - again) / all;
        same += again / all;
        tallies.merge(now.get(i), new Tally(1, chances.get(i), again), Tally::with);
      }
    }
    StringBuilder row =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "| mean %.0f, sd %.1f, %d, %d | %.3f | %.3f |",
                mean,
                spread,
                cases,
                seeds,
                brier,
                same * (1 - same)));
    for (Answer answer : Answer.values()) {
      row.append(tallies.getOrDefault(answer, new Tally(0, 0, 0)).words());
    }
    return row.toString();
  }

  /** How often an answer was given, and the sums of what was said of it and of what came. */
  private record Tally(int count, double said, double seen) {
    Tally with(Tally other) {
      return new Tally(count + other.count, said + other.said, seen + other.seen);
    }

    String words() {
      return count < 50
          ? " – |"
          : String.format(Locale.ROOT, " %.0f, %.0f |", 100 * said / count, 100 * seen / count);
    }
  }

  /** A case's true gain and the standard deviation of its pairs. */
  private record Case(double gain, double sd) {}

  private List<double[]> editions(Case drawn, int seeds) {
    double share = editions == 1 ? 0 : SEEDS_SHARE;
    double[] ofSeeds = new double[seeds];
    for (int s = 0; s < seeds; s++) {
      ofSeeds[s] = Math.sqrt(share) * drawn.sd() * random.nextGaussian();
    }
    List<double[]> all = new ArrayList<>();
    for (int e = 0; e < editions; e++) {
      all.add(edition(drawn, seeds, ofSeeds, 1 - share));
    }
    return all;
  }

  private double[] edition(Case drawn, int seeds, double[] ofSeeds, double rest) {
    double[] gains = new double[seeds];
    for (int s = 0; s < seeds; s++) {
      gains[s] =
          drawn.gain() * drawn.sd()
              + ofSeeds[s]
              + Math.sqrt(rest) * drawn.sd() * random.nextGaussian();
    }
    return gains;
  }
}
