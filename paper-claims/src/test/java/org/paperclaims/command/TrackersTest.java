package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.StoredRecords;

/** Trackers hear of every run, and none of their troubles is the suite's. */
class TrackersTest {
  @TempDir private Path folder = Path.of("");
  private String warnings = "";

  /** Write a catalogue with one claim that two tiny runs decide. */
  static Path claim(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("small.yaml"),
        """
        paper: made up
        claims:
          - id: small-networks-learn
            statement: A small network learns shapes.
            source: {where: nowhere}
            criterion: {kind: level, metric: test_error, better: lower, alpha: 0.05, published: 60, statistic: single-run, margin: 60}
            treatment: {}
            tiers:
              smoke: {architecture: plain-8-w2, dataset: shapes10, images: 20, test_images: 20, pixels: 8, recipe: small, epochs: 2, batch: 10, learning_rate: 0.01, seeds: 2}
              reduced: {not_attempted: smoke is enough}
              full: {not_attempted: smoke is enough}
        """);
  }

  private Claims run(String... more) throws IOException {
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      return Claims.call(
          Stream.concat(
                  Stream.of(
                      "run",
                      "--catalogue",
                      claim(folder).toString(),
                      "--include",
                      "small-networks-learn",
                      "--results",
                      folder.resolve("results").toString(),
                      "--report-dir",
                      folder.resolve("report").toString(),
                      "--json"),
                  Stream.of(more))
              .toArray(String[]::new));
    } finally {
      System.setErr(err);
      warnings =
          said.toString(StandardCharsets.UTF_8)
              .lines()
              .filter(l -> l.startsWith("claims: warning") || l.matches("(mlflow|tensorboard): .*"))
              .reduce("", (a, b) -> a + b + "\n");
    }
  }

  private static List<Double> errors(List<RunRecord> runs) {
    return runs.stream()
        .flatMap(r -> r.epochs().stream())
        .map(e -> (double) (float) e.testError())
        .sorted()
        .toList();
  }

  @Test
  void event_files_of_a_suite_come_back_by_import() throws IOException {
    Path board = folder.resolve("board");
    Claims call = run("--tensorboard", board.toString());
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(warnings).isEqualTo("tensorboard: 2 runs at " + board + "\n");
    Path again = folder.resolve("again");
    Claims imported = Claims.call("import", board.toString(), "--results", again.toString());
    assertThat(imported.code()).as(imported.err()).isZero();
    List<RunRecord> told = LedgerFile.read(again.resolve("ledger.csv")).imported();
    List<RunRecord> here = StoredRecords.of(folder.resolve("results"), note -> {});
    assertThat(told).hasSize(2);
    assertThat(errors(told)).hasSize(4).isEqualTo(errors(here));
  }

  @Test
  void a_server_that_is_not_there_is_said_once_and_costs_nothing() throws IOException {
    Claims call = run("--mlflow", "http://localhost:1");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(warnings.lines().toList())
        .satisfiesExactly(
            first ->
                assertThat(first)
                    .startsWith(
                        "claims: warning: mlflow cannot be told of runs at http://localhost:1")
                    .endsWith(
                        "runs and verdicts are not touched, and it is tried again at the end"),
            last ->
                assertThat(last)
                    .startsWith("mlflow: 0 of 2 runs at http://localhost:1")
                    .endsWith("the same command tells the others from the store"));
    JsonNode cases = call.json().get("cases");
    assertThat(cases.get(0).get("verdict").asText()).isEqualTo("REPRODUCED");
  }

  @Test
  void a_server_that_fails_and_comes_back_is_told_of_all_runs_at_the_end() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    int[] calls = {0};
    server.createContext(
        "/",
        exchange -> {
          byte[] answer =
              "{\"experiment_id\": \"1\", \"run\": {\"info\": {\"run_id\": \"a\"}}}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(calls[0]++ == 0 ? 503 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      Claims call = run("--mlflow", "http://localhost:" + server.getAddress().getPort());
      assertThat(call.code()).as(call.err()).isZero();
      assertThat(warnings).contains("it answered 503 to experiments/search", "mlflow: 2 runs at ");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void an_address_that_is_none_is_refused_before_anything_is_run() throws IOException {
    Claims call = run("--mlflow", "localhost:5000");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .contains(
            "--mlflow is 'localhost:5000'; allowed is the address of a server, such as http://localhost:5000");
    assertThat(folder.resolve("results")).doesNotExist();
  }
}
