package org.paperclaims.harness.suite;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Correction;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Shows;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.judge.ImageGains;
import org.paperclaims.harness.judge.Looks;
import org.paperclaims.harness.measure.Direction;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.stats.CrossedMean;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.stats.McNemar;

/**
 * The part of the test images in a case of control and treatment: whether its verdict is about
 * these images or about any that are drawn in the same way.
 *
 * @param gains of the treatment, image by image
 * @param arms the names of treatment and control; the other way about where an error is to grow
 * @param seeds of the runs, in order
 * @param verdict of the case
 * @param any whether the same verdict comes out over seeds and images together
 * @param confidence of the interval
 */
public record TestImages(
    ImageGains gains,
    List<String> arms,
    List<Long> seeds,
    Verdict verdict,
    boolean any,
    double confidence) {
  public TestImages {
    arms = List.copyOf(arms);
    seeds = List.copyOf(seeds);
  }

  /**
   * Look at a case's test images.
   *
   * @return empty for other criteria and metrics, and where a run does not tell which images it was
   *     right about
   */
  public static Optional<TestImages> of(CaseResult result) {
    Criterion criterion = result.claim().criterion();
    Optional<Criterion.Effect> effect =
        criterion instanceof Criterion.Effect one
            ? Optional.of(one)
            : criterion instanceof Criterion.Share share
                ? Optional.of(share.each())
                : Optional.empty();
    return effect.flatMap(
        e ->
            ImageGains.of(result.claimCase(), result.runs(), e.better())
                .map(gains -> of(e.shows(), e.margin(), gains, result)));
  }

  private static TestImages of(Shows shows, double margin, ImageGains gains, CaseResult result) {
    double alpha = alpha(result, gains.bySeed().size());
    Verdict verdict = result.judgement().verdict();
    boolean any =
        result.claim().criterion().isAboutImages()
            || (verdict == Verdict.REPRODUCED
                ? gains.pFor(shows, margin) <= alpha
                : gains.pAgainst(shows, margin) <= alpha);
    return new TestImages(
        gains,
        result.claim().criterion().better() == Direction.LOWER
            ? List.of(name(result, Arm.Role.TREATMENT), name(result, Arm.Role.CONTROL))
            : List.of(name(result, Arm.Role.CONTROL), name(result, Arm.Role.TREATMENT)),
        result.claimCase().seeds().subList(0, gains.bySeed().size()),
        verdict,
        any,
        1 - result.claim().criterion().alpha());
  }

  /**
   * Give the alpha of a case: by Bonferroni's rule, which is the strictest, where cases share, and
   * what the look at so many seeds asks for.
   */
  private static double alpha(CaseResult result, int seeds) {
    Claim claim = result.claim();
    int sharing =
        claim.correction() == Correction.NONE ? 1 : Math.max(1, claim.cases(result.tier()).size());
    return Looks.asked(result.claimCase(), seeds, claim.criterion().alpha() / sharing);
  }

  private static String name(CaseResult result, Arm.Role role) {
    return result.claimCase().arms().stream()
        .filter(a -> a.role() == role)
        .findFirst()
        .map(Arm::name)
        .orElse("");
  }

  /** Say in a sentence or two what the verdict is about. */
  public String words() {
    CrossedMean mean = gains.mean();
    String images = Numbers.count(mean.columns()) + " test images";
    String gain = "the gain is " + Numbers.fixed(mean.mean(), 2) + " points";
    Optional<Interval> ends = gains.interval(confidence);
    if (ends.isEmpty()) {
      return "On these " + images + " " + gain + " with every seed and image alike.";
    }
    Interval interval = ends.get();
    String over =
        "over seeds and images together %s, %s %% interval %s to %s."
            .formatted(
                gain,
                Numbers.confidence(confidence),
                Numbers.fixed(interval.low(), 2),
                Numbers.fixed(interval.high(), 2));
    if (verdict != Verdict.REPRODUCED && verdict != Verdict.REFUTED) {
      return "Other test images, drawn as these " + images + " were, add to the doubt: " + over;
    }
    return any
        ? "The verdict is about any test images that are drawn as these "
            + images
            + " were: "
            + over
        : "The verdict is about these " + images + " and not about any such images: " + over;
  }

  /** Say for each seed which images only one of the arms was right about. */
  public String mcnemar() {
    return java.util.stream.IntStream.range(0, seeds.size())
        .mapToObj(i -> seed(seeds.get(i), gains.bySeed().get(i)))
        .collect(
            Collectors.joining(
                "; ",
                "Images that only %s, or only %s, was right about, with McNemar’s exact two-sided p: "
                    .formatted(arms.get(0), arms.get(1)),
                "."));
  }

  private static String seed(long seed, McNemar counts) {
    String p = Numbers.p(OptionalDouble.of(counts.p()));
    return "seed %s: %s and %s (p %s)"
        .formatted(
            Long.toString(seed),
            Numbers.count(counts.first()),
            Numbers.count(counts.second()),
            p.startsWith("<") ? p : "= " + p);
  }
}
