package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.measure.ChanceLevel;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.Numbers;

/**
 * The budget of a tier in plain words: how many images of how many pixels, how long networks are
 * trained, how much they err and how much guessing errs. A reader sees how far it is from a
 * paper's.
 */
final class TierWords {
  /** Below the first and above the last tenth of the runs lie those that are not typical. */
  private static final double TAIL = 0.1;

  private final TreeSet<Integer> images = new TreeSet<>();
  private final TreeSet<Integer> tests = new TreeSet<>();
  private final TreeSet<Integer> pixels = new TreeSet<>();
  private final TreeSet<Integer> epochs = new TreeSet<>();
  private final TreeSet<Integer> seeds = new TreeSet<>();
  private final Map<String, Double> errors = new TreeMap<>();

  private TierWords() {}

  /** Say the budget of cases, a sentence for each data set. */
  static List<String> sentences(List<CaseResult> cases) {
    List<String> sentences = new ArrayList<>();
    byDataset(cases).forEach((dataset, words) -> sentences.add(words.sentence(dataset)));
    return sentences;
  }

  /** Warn of data on which half of the networks are close to guessing. */
  static List<String> warnings(List<CaseResult> cases) {
    List<String> warnings = new ArrayList<>();
    byDataset(cases)
        .forEach(
            (dataset, words) -> {
              OptionalDouble limit = ChanceLevel.limit(dataset);
              if (limit.isPresent()
                  && !words.errors.isEmpty()
                  && words.error(0.5) >= limit.getAsDouble()) {
                warnings.add(
                    "Half of the networks on "
                        + dataset
                        + " are close to guessing, so that their differences say little.");
              }
            });
    return warnings;
  }

  private static Map<String, TierWords> byDataset(List<CaseResult> cases) {
    Map<String, TierWords> all = new LinkedHashMap<>();
    for (CaseResult c : cases) {
      for (Arm arm : c.claimCase().arms()) {
        if (!arm.isImported()) {
          TierWords words = all.computeIfAbsent(arm.dataset().name(), d -> new TierWords());
          words.add(arm.dataset());
          words.epochs.add(arm.recipe().epochs());
          words.seeds.add(c.claimCase().seeds().size());
          c.runs().byArm().getOrDefault(arm.name(), List.of()).forEach(words::add);
        }
      }
    }
    return all;
  }

  private void add(DatasetSpec data) {
    images.add(data.images());
    tests.add(data.testImages());
    pixels.add(
        data.pixels() > 0
            ? data.pixels()
            : Datasets.known(data.name()).map(outline -> outline.side()).orElse(0));
  }

  private void add(RunRecord run) {
    Double error = run.metrics().get("test_error");
    if (error != null && Double.isFinite(error)) {
      errors.put(run.fingerprint(), error);
    }
  }

  private String sentence(String dataset) {
    boolean vectors = pixels.first() == 0;
    String what = vectors ? "examples" : "images";
    StringBuilder text = new StringBuilder(dataset).append(": ");
    text.append(range(images, "all")).append(" training ").append(what);
    text.append(" and ").append(range(tests, "all")).append(" test ").append(what);
    if (!vectors) {
      text.append(" of ").append(sides()).append(" pixels");
    }
    epochs.remove(0);
    text.append(", ");
    text.append(
        epochs.isEmpty()
            ? "networks as they are initialised"
            : range(epochs, "0") + (epochs.last() == 1 ? " epoch" : " epochs"));
    text.append(", ").append(range(seeds, "0")).append(seeds.last() == 1 ? " seed" : " seeds");
    OptionalDouble chance = ChanceLevel.error(dataset);
    if (chance.isPresent() && !errors.isEmpty()) {
      text.append(". Typical networks err on ");
      String low = Numbers.fixed(error(TAIL), 0);
      String high = Numbers.fixed(error(1 - TAIL), 0);
      text.append(low.equals(high) ? low : low + " to " + high);
      text.append(" % of the test images; guessing errs on ");
      text.append(Numbers.setting(chance.getAsDouble())).append(" %");
    }
    return text.append('.').toString();
  }

  private String sides() {
    return pixels.stream().map(p -> p + " × " + p).collect(Collectors.joining(", "));
  }

  private static String range(Collection<Integer> sorted, String zero) {
    // All of them are more than any number.
    List<Integer> values =
        sorted.stream()
            .sorted(java.util.Comparator.comparingInt(v -> v == 0 ? Integer.MAX_VALUE : v))
            .toList();
    String low = number(values.get(0), zero);
    String high = number(values.get(values.size() - 1), zero);
    return low.equals(high) ? low : low + " to " + high;
  }

  private static String number(int value, String zero) {
    return value == 0 ? zero : Numbers.count(value);
  }

  /** Give the error that a share of the runs stays below. */
  private double error(double share) {
    double[] sorted = errors.values().stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
