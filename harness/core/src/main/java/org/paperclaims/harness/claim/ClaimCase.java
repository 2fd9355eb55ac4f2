package org.paperclaims.harness.claim;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunSpec;

/**
 * One comparison of a claim: its arms, and the protocol and seeds that they share. An engine is
 * chosen when it is run.
 *
 * @param name what sets it apart from the claim's other cases, such as {@code resnet-56-w4,
 *     shapes10}
 * @param seeds declared ahead, in order
 * @param seedRule when the runs may be judged
 */
public record ClaimCase(
    String name,
    List<Arm> arms,
    Protocol protocol,
    List<Long> seeds,
    SeedRule seedRule,
    Optional<KnownDeviation> knownDeviation) {
  public ClaimCase {
    arms = List.copyOf(arms);
    seeds = List.copyOf(seeds);
  }

  /** Make a case whose runs are judged once, when all its seeds have been run. */
  public ClaimCase(
      String name,
      List<Arm> arms,
      Protocol protocol,
      List<Long> seeds,
      Optional<KnownDeviation> knownDeviation) {
    this(name, arms, protocol, seeds, new SeedRule.Fixed(), knownDeviation);
  }

  /**
   * Give the same case with another number of seeds, declared now, before anything is looked at:
   * the first of its own, and after them the numbers that follow the largest. Where the record
   * declares looks, the number is that of the look. A given model has none, and stays one; of runs
   * that were made elsewhere there are as many as there are.
   *
   * @throws IllegalArgumentException if there are none, or the record declares looks and this is
   *     not one of them
   */
  public ClaimCase withSeeds(int count) {
    if (protocol == Protocol.GIVEN || isImported()) {
      // A given model has no seed, and imported runs are judged all or none.
      return this;
    }
    if (count < 1) {
      throw new IllegalArgumentException("a case has at least one seed, found " + count);
    }
    if (seedRule instanceof SeedRule.Looks rule && !rule.looks().contains(count)) {
      throw new IllegalArgumentException(
          "the record declares looks at " + rule.looks() + " seeds, found " + count);
    }
    long next = seeds.stream().mapToLong(Long::longValue).max().orElse(0) + 1;
    List<Long> chosen =
        LongStream.range(0, count)
            .mapToObj(i -> i < seeds.size() ? seeds.get((int) i) : next + i - seeds.size())
            .toList();
    return new ClaimCase(name, arms, protocol, chosen, seedRule, knownDeviation);
  }

  /** Tell whether the runs of every arm were made elsewhere. */
  public boolean isImported() {
    return !arms.isEmpty() && arms.stream().allMatch(Arm::isImported);
  }

  /** Give what its runs come from whichever engines are asked for; nothing if these run it. */
  public Optional<String> ownEngine() {
    if (isImported()) {
      return Optional.of(RunSpec.ELSEWHERE);
    }
    return !arms.isEmpty() && arms.stream().allMatch(Arm::bringsNetwork)
        ? Optional.of(GivenModel.WHOLE)
        : Optional.empty();
  }

  /**
   * Give the data that the arms share. Where they differ in the number of training images, the
   * number is the largest.
   */
  public DatasetSpec dataset() {
    return arms.stream()
        .map(Arm::dataset)
        .max(Comparator.comparingInt(d -> d.images() == 0 ? Integer.MAX_VALUE : d.images()))
        .orElseThrow();
  }
}
