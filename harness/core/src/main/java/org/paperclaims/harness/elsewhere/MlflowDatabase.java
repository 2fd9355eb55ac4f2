package org.paperclaims.harness.elsewhere;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * MLflow's store in a SQLite file: its tables {@code experiments}, {@code runs}, {@code metrics},
 * {@code params} and {@code tags}. The driver is org.xerial's sqlite-jdbc, which this project does
 * not ship: whoever wants to read such files puts it on the class path.
 */
final class MlflowDatabase implements RowReader {
  private static final String METRICS =
      """
      SELECT r.run_uuid, r.name, m.key, m.value, m.is_nan, m.step
      FROM metrics m JOIN runs r ON r.run_uuid = m.run_uuid
      JOIN experiments e ON e.experiment_id = r.experiment_id
      WHERE r.lifecycle_stage = 'active' AND (? = '' OR e.name = ?)
      ORDER BY r.start_time, r.run_uuid, m.key, m.step, m.timestamp
      """;

  private final Path file;
  private final String experiment;
  private final Consumer<String> note;

  /**
   * @param experiment the name of the one that is meant; empty for all
   */
  MlflowDatabase(Path file, String experiment, Consumer<String> note) {
    this.file = file;
    this.experiment = experiment;
    this.note = note;
  }

  @Override
  public void read(Consumer<Row> rows) throws IOException {
    Properties readOnly = new Properties();
    // SQLite's flag for reading alone: nothing of the file may change.
    readOnly.setProperty("open_mode", "1");
    try (Connection database = connect(readOnly)) {
      deleted(database);
      metrics(database, rows);
    } catch (SQLException e) {
      throw refuse("it is not a database of MLflow that can be read: " + e.getMessage());
    }
  }

  private Connection connect(Properties properties) throws SQLException {
    try {
      return DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), properties);
    } catch (SQLException e) {
      if (DriverManager.drivers().noneMatch(d -> d.getClass().getName().contains("sqlite"))) {
        throw refuse(
            "a SQLite file is read by org.xerial:sqlite-jdbc, which is not on the class path; put it there, or export the runs as CSV");
      }
      throw e;
    }
  }

  private ImportException refuse(String problem) {
    return new Place(String.valueOf(file.getFileName()), 0, 0).refuse(problem);
  }

  private void deleted(Connection database) throws SQLException {
    try (PreparedStatement query =
            database.prepareStatement(
                "SELECT COUNT(*) FROM runs WHERE lifecycle_stage <> 'active'");
        ResultSet found = query.executeQuery()) {
      if (found.next() && found.getInt(1) > 0) {
        note.accept(
            file.getFileName()
                + ": runs that were deleted in MLflow are left out: "
                + found.getInt(1));
      }
    }
  }

  private void metrics(Connection database, Consumer<Row> rows) throws SQLException {
    try (PreparedStatement query = database.prepareStatement(METRICS)) {
      query.setString(1, experiment);
      query.setString(2, experiment);
      String run = "";
      Map<String, String> about = Map.of();
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          String id = text(found, 1);
          if (!id.equals(run)) {
            run = id;
            about = about(database, id);
          }
          Row row = new Row(new Place(file.getFileName() + ", run " + id, 0, 0));
          String name = text(found, 2);
          row.put(RUN, name.isEmpty() ? id : name, 0);
          about.forEach((key, value) -> row.put(key, value, 0));
          row.put(METRIC, text(found, 3), 0);
          row.put(VALUE, found.getBoolean(5) ? "nan" : MlflowNumber.logged(text(found, 4)), 0);
          row.put(EPOCH, text(found, 6), 0);
          rows.accept(row);
        }
      }
    }
  }

  private static Map<String, String> about(Connection database, String run) throws SQLException {
    Map<String, String> about = new TreeMap<>();
    for (String table : new String[] {"params", "tags"}) {
      try (PreparedStatement query =
          database.prepareStatement("SELECT key, value FROM " + table + " WHERE run_uuid = ?")) {
        query.setString(1, run);
        try (ResultSet found = query.executeQuery()) {
          while (found.next()) {
            about.put(table + "." + text(found, 1), text(found, 2));
          }
        }
      }
    }
    return about;
  }

  private static String text(ResultSet found, int column) throws SQLException {
    return Optional.ofNullable(found.getString(column)).orElse("");
  }
}
