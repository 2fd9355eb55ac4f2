package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.LedgerFile;

/** A real SQLite file with the tables that MLflow makes is read, and nothing in it changes. */
class MlflowDatabaseTest {
  /** The columns of MLflow's own tables of runs, in their order. */
  private static final List<String> TABLES =
      List.of(
          "experiments (experiment_id INTEGER NOT NULL PRIMARY KEY, name VARCHAR(256) NOT NULL UNIQUE, artifact_location VARCHAR(256), lifecycle_stage VARCHAR(32), creation_time BIGINT, last_update_time BIGINT)",
          "runs (run_uuid VARCHAR(32) NOT NULL PRIMARY KEY, name VARCHAR(250), source_type VARCHAR(20), source_name VARCHAR(500), entry_point_name VARCHAR(50), user_id VARCHAR(256), status VARCHAR(9), start_time BIGINT, end_time BIGINT, source_version VARCHAR(50), lifecycle_stage VARCHAR(20), artifact_uri VARCHAR(200), experiment_id INTEGER, deleted_time BIGINT)",
          "metrics (key VARCHAR(250) NOT NULL, value FLOAT NOT NULL, timestamp BIGINT NOT NULL, run_uuid VARCHAR(32) NOT NULL, step BIGINT DEFAULT '0' NOT NULL, is_nan BOOLEAN DEFAULT '0' NOT NULL)",
          "params (key VARCHAR(250) NOT NULL, value VARCHAR(8000) NOT NULL, run_uuid VARCHAR(32) NOT NULL)",
          "tags (key VARCHAR(250) NOT NULL, value VARCHAR(5000), run_uuid VARCHAR(32) NOT NULL)");

  @TempDir private Path folder = Path.of("");
  private Path database = Path.of("");

  @BeforeEach
  void write() throws SQLException {
    database = folder.resolve("mlflow.db");
    try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + database)) {
      open.setAutoCommit(false);
      try (Statement statement = open.createStatement()) {
        for (String table : TABLES) {
          statement.execute("CREATE TABLE " + table);
        }
      }
      insert(open, "experiments (experiment_id, name, lifecycle_stage)", 1, "cifar", "active");
      insert(open, "experiments (experiment_id, name, lifecycle_stage)", 2, "other", "active");
      for (int seed = 1; seed <= 3; seed++) {
        run(open, "plain", seed, 1, "active");
        run(open, "better", seed, 1, "active");
        run(open, "elsewhere", seed, 2, "active");
      }
      run(open, "plain", 9, 1, "deleted");
      open.commit();
    }
  }

  private static void insert(Connection open, String into, Object... values) throws SQLException {
    String places = "?, ".repeat(values.length - 1) + "?";
    try (PreparedStatement row =
        open.prepareStatement("INSERT INTO " + into + " VALUES (" + places + ")")) {
      for (int i = 0; i < values.length; i++) {
        row.setObject(i + 1, values[i]);
      }
      row.executeUpdate();
    }
  }

  private static void run(Connection open, String arm, int seed, int experiment, String stage)
      throws SQLException {
    String id = arm + seed;
    insert(
        open,
        "runs (run_uuid, name, status, start_time, lifecycle_stage, experiment_id)",
        id,
        "restless-owl-" + seed,
        "FINISHED",
        seed,
        stage,
        experiment);
    insert(open, "params (key, value, run_uuid)", "model", arm, id);
    insert(open, "params (key, value, run_uuid)", "seed", seed, id);
    insert(open, "tags (key, value, run_uuid)", "mlflow.user", null, id);
    for (int epoch = 0; epoch < 2; epoch++) {
      insert(open, "metrics", "val/acc", 0.5 + 0.2 * epoch + 0.01 * seed, epoch, id, epoch, false);
      boolean none = arm.equals("better") && seed == 3 && epoch == 1;
      insert(open, "metrics", "loss", none ? 0 : 2.0, epoch, id, epoch, none);
    }
  }

  private Claims importing(String... more) throws IOException {
    Path columns =
        Files.writeString(
            folder.resolve("columns.yaml"),
            """
            arm: params.model
            seed: params.seed
            metrics: {test_error: {column: val/acc, unit: share right}, train_loss: loss}
            """);
    List<String> words = new ArrayList<>(List.of("import", database.toString()));
    words.addAll(List.of("--columns", columns.toString()));
    words.addAll(List.of("--results", folder.resolve("results").toString()));
    words.addAll(List.of(more));
    return Claims.call(words.toArray(String[]::new));
  }

  @Test
  void its_runs_come_in_with_every_epoch_and_the_file_stays_as_it_was() throws IOException {
    String before = Fingerprint.sha256(Files.readAllBytes(database));
    Claims call = importing("--experiment", "cifar");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.err()).contains("runs that were deleted in MLflow are left out: 1");
    assertThat(Fingerprint.sha256(Files.readAllBytes(database))).isEqualTo(before);
    List<RunRecord> runs = LedgerFile.read(folder.resolve("results/ledger.csv")).imported();
    assertThat(runs).hasSize(6);
    for (RunRecord run : runs) {
      long seed = run.spec().seed();
      assertThat(run.environment()).containsEntry("SHA-256 of the file", before);
      boolean diverged = run.spec().imported().name().equals("better") && seed == 3;
      assertThat(run.outcome())
          .isEqualTo(diverged ? RunRecord.Outcome.DIVERGED : RunRecord.Outcome.COMPLETED);
      assertThat(run.epochs().get(0).testError())
          .isCloseTo(50 - seed, org.assertj.core.api.Assertions.within(1e-9));
    }
  }

  @Test
  void without_an_experiment_named_all_of_them_come_in() throws IOException {
    assertThat(importing().out()).contains("plain: 3 runs", "better: 3 runs", "elsewhere: 3 runs");
  }

  @Test
  void a_database_of_something_else_is_refused() throws IOException, SQLException {
    Path other = folder.resolve("other.db");
    try (Connection open = DriverManager.getConnection("jdbc:sqlite:" + other);
        Statement statement = open.createStatement()) {
      statement.execute("CREATE TABLE notes (text VARCHAR)");
    }
    Claims call = Claims.call("import", other.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .contains(
            "other.db: it is not a database of MLflow that can be read", "no such table: runs");
  }
}
