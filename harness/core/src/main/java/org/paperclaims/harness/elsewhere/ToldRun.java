package org.paperclaims.harness.elsewhere;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.paperclaims.harness.catalogue.Columns;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/** A run as lines of files tell it, epoch by epoch. Used by one thread. */
final class ToldRun {
  private final String name;
  private final Place first;
  private final List<String> metrics;
  private final TreeMap<Integer, double[]> epochs = new TreeMap<>();
  private final Set<String> files = new LinkedHashSet<>();

  /**
   * @param name that it has in its file
   * @param first where it is told first
   * @param metrics what may be told of an epoch, in the order of the numbers
   */
  ToldRun(String name, Place first, List<String> metrics) {
    this.name = name;
    this.first = first;
    this.metrics = metrics;
  }

  Place first() {
    return first;
  }

  String name() {
    return name;
  }

  /** Give the last epoch; 0 where no epochs were told. */
  int lastEpoch() {
    return epochs.isEmpty() ? 0 : epochs.lastKey();
  }

  int firstEpoch() {
    return epochs.isEmpty() ? 0 : epochs.firstKey();
  }

  /** Give the last epoch of which a metric is told; -1 if it is told of none. */
  int lastEpochOf(int metric) {
    for (Map.Entry<Integer, double[]> epoch : epochs.descendingMap().entrySet()) {
      if (epoch.getValue()[metrics.size() + metric] != 0) {
        return epoch.getKey();
      }
    }
    return -1;
  }

  /**
   * Name a metric of which other runs of the set tell later epochs, so that its last is missing.
   */
  private Optional<String> endedEarly(int[] lasts) {
    for (int i = 0; i < lasts.length; i++) {
      if (lastEpochOf(i) < lasts[i] && !metrics.get(i).equals(Columns.LEARNING_RATE)) {
        return Optional.of(metrics.get(i));
      }
    }
    return Optional.empty();
  }

  int size() {
    return epochs.size();
  }

  /**
   * Take a number of an epoch.
   *
   * @return whether none was told before
   */
  boolean put(int epoch, int metric, double value) {
    double[] row =
        epochs.computeIfAbsent(
            epoch,
            e -> {
              double[] numbers = new double[2 * metrics.size()];
              Arrays.fill(numbers, 0, metrics.size(), Double.NaN);
              return numbers;
            });
    // The second half says which numbers were told: one that was told may be no number.
    boolean isNew = row[metrics.size() + metric] == 0;
    row[metric] = value;
    row[metrics.size() + metric] = 1;
    return isNew;
  }

  void toldBy(String file) {
    files.add(file);
  }

  /**
   * Make the record.
   *
   * @param whole how many epochs a whole run of its set has
   * @param from the number of the first epoch of its set, 0 or 1
   * @param lasts for each metric the last epoch at which a run of its set has it
   * @param runs how many its set has
   * @param isCounted whether the seed is the run's place among them
   * @param digests of files, by name
   */
  RunRecord record(
      Imported set,
      long seed,
      int whole,
      int from,
      int[] lasts,
      int runs,
      boolean isCounted,
      Map<String, String> digests,
      String format) {
    RunSpec spec = RunSpec.elsewhere(set, seed);
    Optional<Integer> diverged = diverged();
    int last = lastEpoch() + 1 - from;
    boolean isDated = from == 0 || lastEpoch() > 0;
    boolean isCut = diverged.isEmpty() && last < whole && !epochs.isEmpty() && isDated;
    Optional<String> ended = diverged.isPresent() || isCut ? Optional.empty() : endedEarly(lasts);
    RunRecord.Outcome outcome =
        diverged.isPresent()
            ? RunRecord.Outcome.DIVERGED
            : isCut || ended.isPresent() ? RunRecord.Outcome.FAILED : RunRecord.Outcome.COMPLETED;
    String detail =
        "as told by "
            + said()
            + (diverged.isPresent()
                ? ": a number of epoch " + (diverged.get() + 1 - from) + " is not finite"
                : isCut
                    ? ": it ends at epoch " + last + " of " + whole
                    : ended
                        .map(metric -> ": other runs of the set have a later " + metric)
                        .orElse(""));
    Map<String, String> environment = new TreeMap<>();
    environment.put(Imported.FILE, said());
    environment.put(Imported.SHA256, digest(digests));
    environment.put(Imported.RUN, name);
    environment.put(Imported.RUNS, Integer.toString(runs));
    environment.put("format", format);
    if (isCounted) {
      environment.put(Imported.COUNTED, "its place among the runs of the set");
    }
    return new RunRecord(
        Fingerprint.of(spec),
        spec,
        outcome,
        detail,
        rows(diverged, from),
        outcome == RunRecord.Outcome.COMPLETED ? finals(isDated) : Map.of(),
        environment,
        0);
  }

  private String said() {
    List<String> all = List.copyOf(files);
    return all.size() <= 2
        ? String.join(", ", all)
        : all.get(0) + " and " + (all.size() - 1) + " more files";
  }

  private String digest(Map<String, String> digests) {
    List<String> all = files.stream().map(f -> digests.getOrDefault(f, "")).toList();
    return all.size() == 1
        ? all.get(0)
        : Fingerprint.sha256(
            String.join("\n", all).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  /** Give the first epoch with a number that is told and is not finite. */
  private Optional<Integer> diverged() {
    for (Map.Entry<Integer, double[]> epoch : epochs.entrySet()) {
      for (int i = 0; i < metrics.size(); i++) {
        if (epoch.getValue()[metrics.size() + i] != 0 && !Double.isFinite(epoch.getValue()[i])) {
          return Optional.of(epoch.getKey());
        }
      }
    }
    return Optional.empty();
  }

  private List<EpochRow> rows(Optional<Integer> until, int from) {
    List<EpochRow> rows = new ArrayList<>();
    if (epochs.size() == 1 && epochs.firstKey() == 0 && from == 1) {
      // A table of last results: no epoch was told.
      return rows;
    }
    epochs.forEach(
        (epoch, numbers) -> {
          if (until.isEmpty() || epoch <= until.get()) {
            rows.add(
                new EpochRow(
                    epoch + 1 - from,
                    number(numbers, Columns.LEARNING_RATE),
                    number(numbers, "train_loss"),
                    number(numbers, "train_error"),
                    number(numbers, "test_loss"),
                    number(numbers, "test_error"),
                    Double.NaN));
          }
        });
    return rows;
  }

  private double number(double[] numbers, String metric) {
    int at = metrics.indexOf(metric);
    return at < 0 ? Double.NaN : numbers[at];
  }

  /** Give each metric as it was told last, and the best test error where every epoch has one. */
  private Map<String, Double> finals(boolean isDated) {
    Map<String, Double> finals = new TreeMap<>();
    for (int i = 0; i < metrics.size(); i++) {
      if (metrics.get(i).equals(Columns.LEARNING_RATE)) {
        continue;
      }
      for (double[] numbers : epochs.descendingMap().values()) {
        if (numbers[metrics.size() + i] != 0) {
          finals.put(metrics.get(i), numbers[i]);
          break;
        }
      }
    }
    int error = metrics.indexOf("test_error");
    boolean everyEpoch =
        error >= 0
            && isDated
            && epochs.values().stream().allMatch(e -> e[metrics.size() + error] != 0);
    // The best of those that were told may be none of the best.
    if (everyEpoch) {
      epochs.values().stream()
          .mapToDouble(numbers -> numbers[error])
          .filter(Double::isFinite)
          .min()
          .ifPresent(best -> finals.putIfAbsent("best_test_error", best));
    }
    return finals;
  }
}
