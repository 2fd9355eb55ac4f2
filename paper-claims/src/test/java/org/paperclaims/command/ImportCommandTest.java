package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.LedgerFile;

/** Runs that were made elsewhere come in, are judged by records, and are never taken for ours. */
class ImportCommandTest {
  private static final Path SAMPLES = Path.of("..", "samples");

  /** Test errors of two sets by seed, at two epochs: whichever format tells them. */
  private static final double[][] PLAIN = {{40.5, 9.5}, {41.25, 9.75}, {39.5, 9.25}};

  private static final double[][] BETTER = {{38.5, 7.5}, {40.25, 8.25}, {37.5, 7.75}};

  @TempDir private Path folder = Path.of("");
  private Path results = Path.of("");

  @BeforeEach
  void results() {
    results = folder.resolve("results");
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private Claims importing(Object... arguments) {
    List<String> words = new ArrayList<>(List.of("import"));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    words.addAll(
        List.of(
            "--results", results.toString(), "--report-dir", folder.resolve("report").toString()));
    return Claims.call(words.toArray(String[]::new));
  }

  private List<RunRecord> imported() {
    return LedgerFile.read(results.resolve("ledger.csv")).imported();
  }

  private void assertThatBothSetsAreIn() {
    List<RunRecord> runs = imported();
    assertThat(runs).hasSize(6);
    for (RunRecord run : runs) {
      double[][] told = run.spec().imported().name().equals("plain") ? PLAIN : BETTER;
      double[] errors = told[(int) run.spec().seed() - 1];
      assertThat(run.metrics()).containsEntry("test_error", errors[1]);
      assertThat(run.epochs().stream().map(e -> e.testError()))
          .containsExactly(errors[0], errors[1]);
      assertThat(run.epochs().stream().map(e -> e.epoch())).containsExactly(1, 2);
      assertThat(run.environment()).containsEntry("runs imported together", "3");
      assertThat(run.environment().get("SHA-256 of the file")).matches("[0-9a-f]{64}");
    }
  }

  private static String table(String head, String form) {
    StringBuilder text = new StringBuilder(head).append('\n');
    for (int seed = 1; seed <= 3; seed++) {
      for (int epoch = 1; epoch <= 2; epoch++) {
        for (String set : List.of("plain", "better")) {
          double[][] told = set.equals("plain") ? PLAIN : BETTER;
          text.append(
              form.replace("SET", set)
                  .replace("SEED", Integer.toString(seed))
                  .replace("EPOCH", Integer.toString(epoch))
                  .replace("RIGHT", Double.toString(100 - told[seed - 1][epoch - 1]))
                  .replace("ERROR", Double.toString(told[seed - 1][epoch - 1])));
          text.append('\n');
        }
      }
    }
    return text.toString();
  }

  private Path claim(String seeds, String more) throws IOException {
    return write(
        "claim.yaml",
        """
        paper: made up
        claims:
          - id: better-is-better
            statement: It errs less.
            source: {where: nowhere}
            criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: paired-t}
            control: {imported: plain}
            treatment: {imported: better}
            tiers:
              smoke: {architecture: resnet-20, dataset: cifar10, seeds: %s%s}
              reduced: {not_attempted: told at smoke}
              full: {not_attempted: told at smoke}
        """
            .formatted(seeds, more));
  }

  @Test
  void the_sample_is_judged_by_one_command_and_everything_says_as_told() throws IOException {
    Claims call =
        importing(
            SAMPLES.resolve("told-runs.csv"), "--catalogue", SAMPLES.resolve("told-runs.yaml"));
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("○ as told baseline: 5 runs imported, from told-runs.csv (SHA-256 ")
        .containsPattern("told-dropout-lowers-error\n +verdict ")
        .containsPattern("REPRODUCED .* 5 .* resnet-20, cifar10, ○ as told\n");
    Path report = folder.resolve("report");
    assertThat(Files.readString(report.resolve("index.html"))).contains("○ as told");
    assertThat(Files.readString(report.resolve("board.md"))).contains("○ as told");
    assertThat(Files.readString(report.resolve("claims.json")))
        .contains("\"provenance\" : \"as told\"", "\"file_sha256\"");
    try (var pages = Files.list(report.resolve("runs"))) {
      assertThat(pages)
          .hasSize(10)
          .allSatisfy(
              page -> assertThat(Files.readString(page)).contains("○ as told", "told-runs.csv"));
    }
  }

  @Test
  void run_and_report_judge_imported_runs_and_plan_has_nothing_to_do() throws IOException {
    importing(write("runs.csv", table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR")));
    String[] asked = {
      "--catalogue",
      claim("3", "").toString(),
      "--include",
      "better-is-better",
      "--engine",
      "dl4j,torch",
      "--results",
      results.toString()
    };
    for (String command : List.of("run", "report")) {
      List<String> words = new ArrayList<>(List.of(command));
      words.addAll(List.of(asked));
      words.addAll(List.of("--report-dir", folder.resolve("again").toString(), "--json"));
      var cases = Claims.call(words.toArray(String[]::new)).json().get("cases");
      assertThat(cases).as(command + " judges a case once, whichever engines are named").hasSize(1);
      assertThat(cases.get(0).get("verdict").asText()).isEqualTo("REPRODUCED");
      assertThat(cases.get(0).get("provenance").asText()).isEqualTo("as told");
    }
    List<String> words = new ArrayList<>(List.of("plan"));
    words.addAll(List.of(asked));
    assertThat(Claims.call(words.toArray(String[]::new)).out()).contains("0 to do");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 'declares 2 seeds, and 3 runs were imported as plain for arm control: all of them are judged, or none'",
    "4, 'declares 4 seeds, and 3 runs were imported as plain for arm control: all of them are judged, or none'",
    "'[1, 2, 7]', 'it is not among the runs imported as ''plain'', which have the seeds [1, 2, 3]'"
  })
  void other_seeds_than_the_declared_ones_are_invalid(String seeds, String why) throws IOException {
    Path runs = write("runs.csv", table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR"));
    Claims call = importing(runs, "--catalogue", claim(seeds, ""));
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.out()).contains("INVALID", why);
  }

  /**
   * Import runs that are numbered by their places, and judge them by another criterion.
   *
   * @param last of the runs' rows, in the place of the usual one
   */
  private Claims numbered(String last, String criterion) throws IOException {
    String whole = table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR");
    Path claim = claim("3", "");
    Files.writeString(
        claim,
        Files.readString(claim)
            .replaceFirst("kind: effect,(.*)test: paired-t", "kind: " + criterion));
    return importing(
        write("runs.csv", whole.replace("better,2,2,8.25\n", last + "\n")),
        "--columns",
        write("columns.yaml", "seed: {from: order}\nrun: seed\n"),
        "--catalogue",
        claim);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "better,2,2,8.25 | effect,$1test: paired-t | 4 | declare test: welch",
        "better,2,2,8.25 | effect,$1test: welch | 0 | REPRODUCED",
        "better,2,2,8.25 | share, share: 0.5,$1test: paired-t | 4 | numbered by their places",
        "better,2,2,NaN | effect,$1test: welch | 4 | diverged or ended at chance level"
      })
  void runs_that_are_numbered_by_their_places_make_no_pairs(
      String last, String criterion, int code, String said) throws IOException {
    Claims call = numbered(last, criterion);
    assertThat(call.code()).as(call.out() + call.err()).isEqualTo(code);
    assertThat(call.out()).contains(said);
  }

  @Test
  void sets_are_compared_each_with_itself() throws IOException {
    String whole = table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR");
    importing(write("runs.csv", whole));
    Path first = results;
    results = folder.resolve("others");
    importing(write("runs.csv", whole.replace("better,2,2,8.25", "better,2,2,8.05")));
    String said = Claims.call("compare", first.toString(), results.toString()).out();
    assertThat(said).contains("2 metrics identical", "2 metrics within noise");
  }

  @Test
  void a_run_that_was_cut_off_makes_its_claim_invalid() throws IOException {
    String whole = table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR");
    Path runs = write("runs.csv", whole.replace("better,2,2,8.25\n", ""));
    Claims call = importing(runs, "--catalogue", claim("3", ""));
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.out()).contains("INVALID", "it ends at epoch 1 of 2");
  }

  @Test
  void a_run_that_was_cut_off_after_an_epoch_0_is_no_whole_one() throws IOException {
    String whole =
        table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR")
            .replaceAll("(?m)^(\\w+,\\d),1,", "$1,0,")
            .replaceAll("(?m)^(\\w+,\\d),2,", "$1,1,");
    Path runs = write("runs.csv", whole.replace("better,2,1,8.25\n", ""));
    Claims call = importing(runs, "--catalogue", claim("3", ""));
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.out()).contains("INVALID", "it ends at epoch 1 of 2");
  }

  @Test
  void an_error_that_is_told_no_more_is_not_taken_for_the_last() throws IOException {
    String whole = table("arm,seed,epoch,train_loss,test_error", "SET,SEED,EPOCH,0.5,ERROR");
    Path runs = write("runs.csv", whole.replace("better,2,2,0.5,8.25\n", "better,2,2,0.4,\n"));
    Claims call = importing(runs, "--catalogue", claim("3", ""));
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.out()).contains("INVALID", "other runs of the set have a later test_error");
  }

  @Test
  void the_best_of_epochs_that_nobody_told_is_not_known() throws IOException {
    importing(write("runs.csv", "arm,seed,test_error\na,1,6.43\na,2,6.5\nb,1,6.1\nb,2,6.2\n"));
    assertThat(imported())
        .hasSize(4)
        .allSatisfy(
            run ->
                assertThat(run.metrics())
                    .containsKey("test_error")
                    .doesNotContainKey("best_test_error"));
  }

  @Test
  void the_best_of_all_epochs_is_known() throws IOException {
    importing(write("runs.csv", table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR")));
    assertThat(imported())
        .allSatisfy(run -> assertThat(run.metrics()).containsKey("best_test_error"));
  }

  @Test
  void shares_of_one_set_are_found_though_another_is_in_percent() throws IOException {
    Path one = write("one.csv", "arm,seed,epoch,test_error\na,1,1,0.09\na,1,2,0.0643\n");
    Path two = write("two.csv", "arm,seed,epoch,test_error\nb,1,1,9.1\nb,1,2,6.43\n");
    assertThat(importing(one, two).err())
        .contains("every test_error of 'a' is at most 1, as a share would be");
    Path right =
        write("columns.yaml", "metrics: {test_error: {column: test_error, unit: percent right}}\n");
    assertThat(importing(one, "--columns", right).err()).contains("as a share would be");
    assertThat(results).doesNotExist();
  }

  @Test
  void sets_that_count_their_epochs_otherwise_come_in_together() throws IOException {
    Path one = write("one.csv", "arm,seed,epoch,test_error\na,1,0,9\na,1,1,6\n");
    Path two = write("two.csv", "arm,seed,epoch,test_error\nb,1,1,9.1\nb,1,2,6.43\n");
    assertThat(importing(one, two).err()).isEmpty();
    assertThat(imported())
        .allSatisfy(
            run -> assertThat(run.epochs().stream().map(e -> e.epoch())).containsExactly(1, 2));
    assertThat(importing(two).out()).as("alone").contains("there already, with the same numbers");
  }

  @Test
  void a_form_that_does_not_say_the_seed_is_refused_where_it_is_asked() throws IOException {
    Path columns = write("columns.yaml", "name: <arm>-run\nseed: {from: name}\n");
    Path runs = write("runs.csv", "run,epoch,test_error\na-run,1,12\n");
    Claims call = importing(runs, "--columns", columns);
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("columns.yaml", "'seed'", "together with 'name'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "to Infinity"})
  void a_set_may_be_called_as_a_number_that_is_none(String name) throws IOException {
    String whole = table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR");
    assertThat(importing(write("runs.csv", whole.replace("better", name))).err()).isEmpty();
    assertThat(imported())
        .extracting(run -> run.spec().imported().name())
        .containsOnly("plain", name);
  }

  @Test
  void a_run_whose_loss_is_no_number_diverged() throws IOException {
    String whole = table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR");
    importing(write("runs.csv", whole.replace("better,2,2,8.25\n", "better,2,2,NaN\n")));
    assertThat(imported()).filteredOn(r -> r.outcome() == RunRecord.Outcome.DIVERGED).hasSize(1);
  }

  @Test
  void a_set_comes_in_once_and_no_run_is_put_in_the_place_of_another() throws IOException {
    String whole = table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR");
    importing(write("runs.csv", whole));
    List<RunRecord> before = imported();
    Claims same = importing(write("runs.csv", whole));
    assertThat(same.out()).contains("there already, with the same numbers");
    for (String other :
        List.of(
            whole.replace("better,2,2,8.25", "better,2,2,8.05"),
            whole + "better,4,1,30\nbetter,4,2,6\n")) {
      Claims call = importing(write("runs.csv", other));
      assertThat(call.code()).isEqualTo(2);
      assertThat(call.err()).contains("'better' was imported before").contains("another name");
    }
    assertThat(imported()).isEqualTo(before);
  }

  @Test
  void arms_run_here_and_elsewhere_are_compared_only_where_the_record_says_so() throws IOException {
    Path record = claim("3", "");
    String text =
        Files.readString(record)
            .replace(
                "{imported: plain}", "{recipe: small, epochs: 4, batch: 32, learning_rate: 0.1}");
    Path refused = write("mixed.yaml", text);
    Path runs = write("runs.csv", table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR"));
    Claims call = importing(runs, "--catalogue", refused);
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("field 'imported': found in 1 of 2 arms", "mixed: true");
    assertThat(results).doesNotExist();
    Path allowed = write("mixed.yaml", text.replace("seeds: 3", "seeds: 3, mixed: true"));
    assertThat(importing(runs, "--catalogue", allowed).out()).contains("NOT_ATTEMPTED");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arm,seed,epoch,test_error | SET,SEED,EPOCH,ERROR | ''",
        "arm;seed;epoch;test_error | \"SET\";SEED;EPOCH;ERROR | ''",
        "arm,seed,epoch,metric,value | SET,SEED,EPOCH,test_error,ERROR | ''",
        "x | {\"model\": \"SET\", \"cfg\": {\"seed\": SEED}, \"e\": EPOCH, \"acc\": RIGHT} | 'arm: model\nseed: cfg.seed\nepoch: e\nmetrics: {test_error: {column: acc, unit: percent right}}'",
        "noise | row: {\"m\": \"SET-SEED\", \"e\": EPOCH, \"acc\": RIGHT} | 'word: row\nname: <arm>-<seed>\nrun: m\nepoch: e\nmetrics: {test_error: {column: acc, unit: percent right}}'",
        "arm,seed,step,test_error | SET,SEED,EPOCH00,ERROR | 'epoch: step\nsteps_per_epoch: 100'"
      })
  void tables_and_lines_of_many_shapes_tell_the_same(String head, String form, String columns)
      throws IOException {
    String text = table(head, form);
    Path runs = write("runs.txt", head.equals("x") ? text.substring(2) : text);
    Claims call =
        columns.isEmpty()
            ? importing(runs)
            : importing(runs, "--columns", write("columns.yaml", columns));
    assertThat(call.err()).isEmpty();
    assertThatBothSetsAreIn();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 32_767, 65_510, 65_536, 200_000})
  void long_lines_are_read_whole(int length) throws IOException {
    String form = "SET,SEED,EPOCH,ERROR," + "n".repeat(length);
    assertThat(importing(write("runs.csv", table("arm,seed,epoch,test_error,note", form))).err())
        .isEmpty();
    assertThatBothSetsAreIn();
  }

  @Test
  void a_line_longer_than_any_table_has_is_refused() throws IOException {
    String form = "SET,SEED,EPOCH,ERROR," + "n".repeat(1 << 20);
    assertThat(importing(write("runs.csv", table("arm,seed,epoch,test_error,note", form))).err())
        .contains("runs.csv:2:1: found a line of more than 1048576 bytes");
  }

  @Test
  void the_chart_that_weights_and_biases_exports_is_read() throws IOException {
    StringBuilder text = new StringBuilder("\"Step\"");
    StringBuilder[] lines = {new StringBuilder("\"1\""), new StringBuilder("\"2\"")};
    for (String set : List.of("plain", "better")) {
      for (int seed = 1; seed <= 3; seed++) {
        for (String ending : List.of("", "__MIN", "__MAX")) {
          text.append(",\"%s-seed%d - test_error%s\"".formatted(set, seed, ending));
          for (int epoch = 0; epoch < 2; epoch++) {
            double[][] told = set.equals("plain") ? PLAIN : BETTER;
            lines[epoch].append(",\"").append(told[seed - 1][epoch]).append('"');
          }
        }
      }
    }
    Path file = write("chart.csv", text + "\n" + lines[0] + "\n" + lines[1] + "\n");
    assertThat(importing(file).err()).isEmpty();
    assertThatBothSetsAreIn();
  }

  @Test
  void event_files_of_tensorboard_are_read_in_both_forms() throws IOException {
    for (String set : List.of("plain", "better")) {
      double[][] told = set.equals("plain") ? PLAIN : BETTER;
      for (int seed = 1; seed <= 3; seed++) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        // The first record of a file names its version, and has no summary.
        file.writeBytes(record(field(3, "brain.Event:2".getBytes(StandardCharsets.UTF_8))));
        for (int epoch = 1; epoch <= 2; epoch++) {
          file.writeBytes(record(event(epoch, told[seed - 1][epoch - 1], seed == 2)));
        }
        Path place =
            folder
                .resolve("tb")
                .resolve(set + "-seed" + seed)
                .resolve("events.out.tfevents.1.host");
        Files.createDirectories(place.getParent());
        Files.write(place, file.toByteArray());
      }
    }
    assertThat(importing(folder.resolve("tb")).err()).isEmpty();
    assertThatBothSetsAreIn();

    Path one = folder.resolve("tb/plain-seed1/events.out.tfevents.1.host");
    byte[] bytes = Files.readAllBytes(one);
    bytes[bytes.length - 6] ^= 1;
    Files.write(one, bytes);
    assertThat(importing(folder.resolve("tb")).err())
        .contains("plain-seed1/events.out.tfevents.1.host: record 3: its checksum is another");
  }

  private static byte[] field(int number, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(number << 3 | 2);
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] event(int step, double value, boolean asTensor) {
    byte[] number =
        asTensor
            ? field(
                8,
                joined(
                    new byte[] {1 << 3, 2},
                    field(
                        4,
                        ByteBuffer.allocate(8)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putDouble(value)
                            .array())))
            : ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) (2 << 3 | 5))
                .putFloat((float) value)
                .array();
    byte[] tag = field(1, "test_error".getBytes(StandardCharsets.UTF_8));
    return joined(new byte[] {2 << 3, (byte) step}, field(5, field(1, joined(tag, number))));
  }

  /** Frame a record as TensorFlow does. */
  private static byte[] record(byte[] content) {
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    length.putLong(content.length);
    return joined(length.array(), masked(length.array()), content, masked(content));
  }

  private static byte[] masked(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    int value = (int) crc.getValue();
    return ByteBuffer.allocate(4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((value >>> 15 | value << 17) + 0xa282ead8)
        .array();
  }

  @Test
  void the_folder_mlruns_is_read_without_what_its_owner_deleted() throws IOException {
    for (String set : List.of("plain", "better")) {
      double[][] told = set.equals("plain") ? PLAIN : BETTER;
      for (int seed = 1; seed <= 3; seed++) {
        String run = "mlruns/1/" + set + seed;
        write(run + "/meta.yaml", "lifecycle_stage: active\nrun_name: any\n");
        write(run + "/params/model", set);
        write(run + "/params/seed", Integer.toString(seed));
        write(
            run + "/metrics/val/acc",
            "1700000000000 %s 0\n1700000000001 %s 1\n"
                .formatted(1 - told[seed - 1][0] / 100, 1 - told[seed - 1][1] / 100));
      }
    }
    write("mlruns/1/meta.yaml", "name: cifar\n");
    write("mlruns/1/gone/meta.yaml", "lifecycle_stage: deleted\n");
    write("mlruns/1/gone/metrics/val/acc", "1700000000000 0.5 0\n");
    Path columns =
        write(
            "columns.yaml",
            """
            arm: params.model
            seed: params.seed
            run: file
            metrics: {test_error: {column: val/acc, unit: share right}}
            """);
    Claims call = importing(folder.resolve("mlruns"), "--columns", columns);
    assertThat(call.err())
        .contains("mlruns/1/gone: this run was deleted in MLflow, and is left out");
    assertThatBothSetsAreIn();
  }

  @Test
  void a_server_of_mlflow_is_asked_page_by_page() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/2.0/mlflow/", ImportCommandTest::answer);
    server.start();
    try {
      String address = "http://localhost:" + server.getAddress().getPort();
      Claims call = importing(address, "--experiment", "cifar");
      assertThat(call.err()).isEmpty();
      assertThatBothSetsAreIn();
      assertThat(importing(address, "--experiment", "other").err())
          .contains("it has no experiment 'other'; there are [cifar]");
    } finally {
      server.stop(0);
    }
    assertThat(importing("http://localhost:1").err())
        .contains("http://localhost:1: it cannot be reached");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String call = exchange.getRequestURI().getPath().replaceFirst(".*/mlflow/", "");
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String answer =
        switch (call) {
          case "experiments/search" ->
              "{\"experiments\": [{\"experiment_id\": \"7\", \"name\": \"cifar\"}]}";
          case "runs/search" ->
              asked.contains("page_token")
                  ? runs("better") + "}"
                  : runs("plain") + ", \"next_page_token\": \"more\"}";
          default -> history(query);
        };
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String runs(String set) {
    return List.of(1, 2, 3).stream()
        .map(
            seed ->
                """
                {"info": {"run_id": "%1$s%2$d", "run_name": "%1$s-seed%2$d"},
                 "data": {"metrics": [{"key": "test_error", "value": 1}, {"key": "other", "value": 1}]}}
                """
                    .formatted(set, seed))
        .collect(Collectors.joining(",", "{\"runs\": [", "]"));
  }

  private static String history(String query) {
    double[][] told = query.contains("run_id=plain") ? PLAIN : BETTER;
    int seed = query.charAt(query.indexOf("&metric_key") - 1) - '0';
    int epoch = query.contains("page_token=second") ? 2 : 1;
    return "{\"metrics\": [{\"key\": \"test_error\", \"value\": %s, \"step\": %d}]%s}"
        .formatted(
            told[seed - 1][epoch - 1],
            epoch,
            epoch == 1 ? ", \"next_page_token\": \"second\"" : "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arm,seed,epoch,test_error;a,1,1,5,11 | runs.csv:2:1: found 5 cells, allowed 4 as in the first line",
        "arm,seed,epoch,test_error;a,one,1,5.11 | runs.csv:2:3: the seed is 'one', allowed a whole number from 0",
        "arm,seed,epoch,test_error;a,1,1,wrong | runs.csv:2:7: test_error is 'wrong', allowed a number",
        "arm,seed,epoch,test_error;a,1,1,511 | runs.csv:2:7: test_error is '511' (as it is), which is not from 0 to 100 percent wrong",
        "arm,seed,epoch,test_error;a,1,1,0.05 | runs.csv: every test_error of 'a' is at most 1, as a share would be",
        "arm,seed,epoch,test_error;a,1,1.5,5 | runs.csv:2:5: the epoch is '1.5', allowed a whole number",
        "arm,seed,epoch,test_error;a,1,1,5;a,1,1,6 | runs.csv:3:7: test_error of 'a', seed 1, epoch 1 is told a second time, allowed once",
        "arm,seed,epoch,acc;a,1,1,5 | runs.csv: found none of the numbers [test_error, train_error, test_loss, train_loss, learning_rate]; there are arm, seed, epoch, acc",
        "arm,arm,epoch,acc;a,1,1,5 | runs.csv:1:5: found the column 'arm' a second time, allowed once",
        "arm,seed,epoch,test_error;\"a,1,1,5 | runs.csv:2:1: found a quote that nothing closes",
        "{\"arm\": \"a\", \"seed\": } | runs.csv:1:22: this is not JSON",
        "arm,seed,epoch,test_error | runs.csv: found no rows",
        "model,seed,epoch,test_error;a,1,1,5 | runs.csv:2:1: found nothing in the column 'arm', which says the arm"
      })
  void a_mistake_is_one_error_with_its_place_and_nothing_comes_in(String text, String message)
      throws IOException {
    Claims call = importing(write("runs.csv", text.replace(';', '\n') + "\n"));
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err().lines()).hasSize(1);
    assertThat(call.err()).startsWith("claims: " + message);
    assertThat(results).doesNotExist();
  }

  @Test
  void the_logs_of_the_authors_of_wide_resnets_are_judged_as_told() throws IOException {
    Path logs = Path.of("..", "..", "shared", "logs");
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Files.isDirectory(logs), "SKIPPED: the authors' logs are not at " + logs);
    Claims call =
        importing(
            logs.resolve("wrn-40-4-cifar10-authors.txt"),
            logs.resolve("preresnet-164-cifar10-authors.txt"),
            "--columns",
            SAMPLES.resolve("wrn-authors-columns.yaml"),
            "--catalogue",
            SAMPLES.resolve("wrn-authors.yaml"),
            "--tier",
            "full");
    assertThat(call.err()).isEmpty();
    assertThat(call.out())
        .contains("one run of 5.11 against 4.97", "one run of 5.75 against 5.46")
        .contains("3 INCONCLUSIVE")
        .contains("wrn-40-4, cifar10, ○ as told");
    assertThat(imported()).extracting(r -> r.epochs().size()).containsExactly(200, 200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | columns.yaml:1:1: found nothing, allowed columns",
        "seed: {from: name} | columns.yaml:1:7: field 'seed': found",
        "epochs: 1 | runs.csv: 'epochs' of --columns says that a whole run has 1, and '",
        "arms: {plian: baseline} | runs.csv: 'arms' of --columns gives 'plian' another name, and there are better, plain"
      })
  void columns_that_fit_no_file_are_refused_and_nothing_comes_in(String yaml, String message)
      throws IOException {
    Path runs = write("runs.csv", table("arm,seed,epoch,test_error", "SET,SEED,EPOCH,ERROR"));
    Claims call = importing(runs, "--columns", write("columns.yaml", yaml + "\n"));
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).startsWith("claims: " + message);
    assertThat(results.resolve("ledger.csv")).doesNotExist();
  }
}
