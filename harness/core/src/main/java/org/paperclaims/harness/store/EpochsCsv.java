package org.paperclaims.harness.store;

import com.fasterxml.jackson.core.io.NumberInput;
import java.util.ArrayList;
import java.util.List;
import org.paperclaims.harness.run.EpochRow;

/** The rows of {@code epochs.csv}, numbers with all their bits. */
final class EpochsCsv {
  private static final String HEADER =
      "epoch,learning_rate,train_loss,train_error,test_loss,test_error,images_per_second";

  private EpochsCsv() {}

  static String write(List<EpochRow> rows) {
    StringBuilder text = new StringBuilder(HEADER).append('\n');
    for (EpochRow row : rows) {
      text.append(row.epoch()).append(',').append(row.learningRate());
      text.append(',').append(row.trainLoss()).append(',').append(row.trainError());
      text.append(',').append(row.testLoss()).append(',').append(row.testError());
      text.append(',').append(row.imagesPerSecond()).append('\n');
    }
    return text.toString();
  }

  /**
   * Read the rows.
   *
   * @throws StoreException.Corrupt if they are not what {@link #write} writes
   */
  static List<EpochRow> read(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
      throw new StoreException.Corrupt("the columns of the epochs are not " + HEADER);
    }
    List<EpochRow> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells.length != 7) {
        throw new StoreException.Corrupt("an epoch has 7 cells, found " + cells.length);
      }
      try {
        rows.add(
            new EpochRow(
                Integer.parseInt(cells[0]),
                number(cells[1]),
                number(cells[2]),
                number(cells[3]),
                number(cells[4]),
                number(cells[5]),
                number(cells[6])));
      } catch (NumberFormatException e) {
        throw new StoreException.Corrupt("an epoch has numbers, found " + Brief.of(line), e);
      }
    }
    return rows;
  }

  /** Read a number to the bits that {@link Double#parseDouble} gives; a ledger has millions. */
  private static double number(String cell) {
    return NumberInput.parseDouble(cell, true);
  }
}
