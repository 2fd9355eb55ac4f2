package org.paperclaims.harness.measure;

import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunRecord;

/**
 * The first epoch after which a number of the training is below a bound: {@code
 * epochs_to(train_loss<1.5)}. Infinite where it never is, which ranks as a run that diverged does.
 * Worked out of the epochs, so runs of every age have it.
 */
final class EpochsTo implements MetricFamily {
  private static final Map<String, ToDoubleFunction<EpochRow>> MEASURED =
      Map.of(
          "train_loss", EpochRow::trainLoss,
          "test_loss", EpochRow::testLoss,
          "test_error", EpochRow::testError);
  private static final Pattern NAME =
      Pattern.compile(
          "epochs_to\\((train_loss|test_loss|test_error)<(\\d{1,6}(?:\\.\\d{1,6})?)\\)");

  @Override
  public String form() {
    return "epochs_to(M<X) with M one of train_loss, test_loss, test_error and X a number";
  }

  @Override
  public Optional<Metric> named(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        ? Optional.of(new Of(name, parts.group(1), Double.parseDouble(parts.group(2))))
        : Optional.empty();
  }

  private record Of(String written, String measured, double bound) implements Metric {
    @Override
    public Heading heading() {
      String below = written.substring(written.indexOf('<') + 1, written.length() - 1);
      return Heading.lower(
          written, "Epochs to a " + measured.replace('_', ' ') + " below " + below, Unit.EPOCHS);
    }

    @Override
    public double of(RunRecord run) {
      if (run.epochs().isEmpty()) {
        return Double.NaN;
      }
      ToDoubleFunction<EpochRow> number = MEASURED.getOrDefault(measured, row -> Double.NaN);
      return run.epochs().stream()
          .filter(row -> number.applyAsDouble(row) < bound)
          .mapToDouble(EpochRow::epoch)
          .findFirst()
          .orElse(Double.POSITIVE_INFINITY);
    }
  }
}
