package org.paperclaims.harness.judge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.stats.CrossedMean;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.McNemar;
import org.paperclaims.harness.stats.Power;
import org.paperclaims.harness.stats.Sample;

/**
 * The gain of one arm over another, image by image and seed by seed, in percentage points of the
 * test error.
 *
 * @param bySeed images that only the arm, or only the other, was right about, in the seeds' order
 * @param mean over seeds and images
 */
public record ImageGains(List<McNemar> bySeed, CrossedMean mean) {
  public ImageGains {
    bySeed = List.copyOf(bySeed);
  }

  /**
   * Compare the arms of a case: the treatment with its control, or the control with the treatment
   * where the claim is that the error grows.
   *
   * @param better of the claim's metric
   * @return empty if there are not two such arms, fewer than two seeds, or a run that does not tell
   *     which images it was right about
   */
  public static Optional<ImageGains> of(ClaimCase claimCase, CaseRuns runs, Direction better) {
    Optional<List<Correctness>> treatment = correct(claimCase, Arm.Role.TREATMENT, runs);
    Optional<List<Correctness>> control = correct(claimCase, Arm.Role.CONTROL, runs);
    if (treatment.isEmpty() || control.isEmpty() || claimCase.arms().size() != 2) {
      return Optional.empty();
    }
    return better == Direction.LOWER
        ? of(treatment.get(), control.get())
        : of(control.get(), treatment.get());
  }

  private static Optional<List<Correctness>> correct(
      ClaimCase claimCase, Arm.Role role, CaseRuns runs) {
    List<RunRecord> records =
        claimCase.arms().stream()
            .filter(a -> a.role() == role && a.metric().equals("test_error"))
            .findFirst()
            .map(a -> runs.byArm().getOrDefault(a.name(), List.of()))
            .orElse(List.of());
    return records.stream().allMatch(r -> r.correct().isPresent())
        ? Optional.of(records.stream().flatMap(r -> r.correct().stream()).toList())
        : Optional.empty();
  }

  /** Compare networks seed by seed; empty for fewer than two seeds, or test sets of two sizes. */
  static Optional<ImageGains> of(List<Correctness> arm, List<Correctness> over) {
    int seeds = arm.size();
    if (seeds < 2 || over.size() != seeds || arm.get(0).images() < 2) {
      return Optional.empty();
    }
    int images = arm.get(0).images();
    double[][] table = new double[seeds][images];
    List<McNemar> bySeed = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      Correctness one = arm.get(seed);
      Correctness other = over.get(seed);
      if (one.images() != images || other.images() != images) {
        return Optional.empty();
      }
      bySeed.add(new McNemar(one.rightAlone(other), other.rightAlone(one)));
      BitSet right = one.right();
      BitSet otherRight = other.right();
      for (int i = 0; i < images; i++) {
        table[seed][i] = 100.0 * ((right.get(i) ? 1 : 0) - (otherRight.get(i) ? 1 : 0));
      }
    }
    return Optional.of(new ImageGains(bySeed, CrossedMean.of(table)));
  }

  /** Give the p, over seeds and images, of what an effect shows of its margin. */
  public double pFor(Shows shows, double margin) {
    return switch (shows) {
      case SUPERIORITY -> mean.pAbove(margin);
      case NON_INFERIORITY -> mean.pAbove(-margin);
      case NO_GAIN -> mean.pBelow(margin);
      case EQUIVALENCE -> Math.max(mean.pAbove(-margin), mean.pBelow(margin));
    };
  }

  /** Give the p, over seeds and images, of the opposite. */
  public double pAgainst(Shows shows, double margin) {
    return switch (shows) {
      case SUPERIORITY -> mean.pBelow(margin);
      case NON_INFERIORITY -> mean.pBelow(-margin);
      case NO_GAIN -> mean.pAbove(margin);
      case EQUIVALENCE -> mean.pOutside(margin);
    };
  }

  /** Give the gain of each seed, in percentage points. */
  private Sample seeds() {
    return Sample.of(
        bySeed.stream()
            .mapToDouble(seed -> 100.0 * (seed.first() - seed.second()) / mean.columns())
            .toArray());
  }

  /**
   * Give the two-sided interval of the mean gain over seeds and images, or what reaches further of
   * the interval over the seeds alone: few seeds tell little, and the images then lend degrees of
   * freedom that are not theirs.
   *
   * @return empty if nothing varies over seeds or images
   */
  public Optional<Interval> interval(double confidence) {
    Sample seeds = seeds();
    if (!mean.hasSpread() || !seeds.hasSpread()) {
      return mean.hasSpread() ? Optional.of(mean.interval(confidence)) : Optional.empty();
    }
    Interval both = mean.interval(confidence);
    Interval alone = seeds.interval(confidence);
    return Optional.of(
        new Interval(Math.min(both.low(), alone.low()), Math.max(both.high(), alone.high())));
  }

  /** Give the smallest gain that is seen with a power, by both tests; empty if nothing varies. */
  OptionalDouble detectable(double alpha, double power) {
    Sample seeds = seeds();
    double bySeeds = seeds.hasSpread() ? Power.detectable(seeds.n(), alpha, power) * seeds.sd() : 0;
    double both =
        mean.hasSpread() ? Power.noncentrality(mean.degrees(), alpha, power) * mean.error() : 0;
    double more = Math.max(bySeeds, both);
    return more > 0 ? OptionalDouble.of(more) : OptionalDouble.empty();
  }
}
