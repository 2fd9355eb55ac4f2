package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.lab.Laboratory;
import org.paperclaims.harness.lab.LaboratoryOptions;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;
import org.paperclaims.harness.store.RunStore;

/** One run is trained; its model is then taken elsewhere. */
class ExportCommandTest {
  private static final int TESTED = 100;
  private static final DatasetSpec SHAPES = new DatasetSpec("shapes10", 200, TESTED, 8, false);

  @TempDir private static Path folder = Path.of("");
  private static List<RunRecord> runs = List.of();

  @BeforeAll
  static void a_network_is_trained_and_another_looked_at() {
    try (DatasetSource datasets = new DatasetSource(new Datasets(folder))) {
      Dataset data = datasets.get(SHAPES);
      runs =
          records(
              folder.resolve("results"),
              LaboratoryOptions.Mode.TRAIN,
              spec(Protocol.TRAIN, data),
              spec(Protocol.FEATURES, data));
    }
  }

  private static List<RunRecord> records(
      Path results, LaboratoryOptions.Mode mode, RunSpec... specs) {
    try (RunStore store = RunStore.open(results, problem -> {});
        DatasetSource datasets = new DatasetSource(new Datasets(folder))) {
      return new Laboratory(
              store,
              datasets,
              Engines::find,
              Map.of(),
              LaboratoryOptions.of(mode),
              Progress.silent())
          .records(List.of(specs));
    }
  }

  private static RunSpec spec(Protocol protocol, Dataset data) {
    return new RunSpec(
        protocol,
        "resnet-8-w4",
        "last@100%",
        data.spec(),
        data.checksum(),
        new Recipe(
            2,
            20,
            new LearningRate(0.05, List.of()),
            0.9,
            true,
            1e-4,
            List.of("flip"),
            "he-normal",
            Precision.FP32),
        3,
        "dl4j");
  }

  private static Claims export(RunRecord run, String format, Path to) {
    return export(folder.resolve("results"), run, format, to);
  }

  private static Claims export(Path results, RunRecord run, String format, Path to) {
    return Claims.call(
        "export",
        run.fingerprint().substring(0, 16),
        "--format",
        format,
        "--to",
        to.toString(),
        "--results",
        results.toString());
  }

  @Test
  void pytorch_makes_the_errors_that_the_record_says() {
    Path file = folder.resolve("model.pt");
    Claims call = export(runs.get(0), "torchscript", file);
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    assertThat(errors(inputs -> scripted(file, inputs)))
        .isEqualTo(runs.get(0).metrics().get("test_error"));
  }

  @Test
  void a_card_says_what_was_trained_and_how_far_its_error_is_known() throws IOException {
    Path file = folder.resolve("carded.pt");
    Claims call = export(runs.get(0), "torchscript", file);
    assertThat(call.out()).contains("card    " + file + ".md");
    double error = runs.get(0).metrics().get("test_error");
    assertThat(Files.readString(folder.resolve("carded.pt.md")))
        .startsWith("---\ntags: [paper-claims]\ndatasets: [shapes10]\n---\n")
        .contains(
            "# resnet-8-w4 on shapes10, seed 3",
            "`carded.pt`, SHA-256 `" + Fingerprint.sha256(Files.readAllBytes(file)) + "`",
            "| rectifiers erased | `last@100%` |",
            "| run | `" + runs.get(0).fingerprint() + "` |",
            String.format(
                Locale.ROOT,
                "Wrong on %d of 100 test images: %.2f %%, exact 95 %% interval ",
                Math.round(error),
                error),
            "`shapes10`: 200 training and 100 test images",
            "- input   N x 3 x 8 x 8, float32",
            SpecJson.write(runs.get(0).spec()));
    assertThat(export(runs.get(0), "torchscript", file).err()).contains("is there already");
  }

  @Test
  void dl4j_alone_makes_the_errors_that_the_record_says() {
    Path file = folder.resolve("model.zip");
    Claims call = export(runs.get(0), "dl4j", file);
    assertThat(call.err()).isEmpty();
    assertThat(call.code()).isZero();
    assertThat(errors(inputs -> restored(file, inputs)))
        .isEqualTo(runs.get(0).metrics().get("test_error"));
  }

  /** The profile cuda trains, loads and exports by this path, whatever the device. */
  @Test
  void a_network_trained_by_operations_alone_is_exported_and_loaded_by_them() {
    Path results = folder.resolve("by-operations");
    Path file = folder.resolve("by-operations.zip");
    System.setProperty("claims.dl4j.path", "ops");
    try {
      RunSpec spec = runs.get(0).spec();
      RunRecord trained = records(results, LaboratoryOptions.Mode.TRAIN, spec).get(0);
      assertThat(trained.environment().get("device")).contains("by operations alone");
      Map<String, Double> found = trained.metrics();

      RunRecord loaded = records(results, LaboratoryOptions.Mode.LOAD, spec).get(0);
      assertThat(loaded.metrics().get("test_error")).isEqualTo(found.get("test_error"));

      Claims call = export(results, trained, "dl4j", file);
      assertThat(call.err()).isEmpty();
      assertThat(errors(inputs -> restored(file, inputs))).isEqualTo(found.get("test_error"));
    } finally {
      System.clearProperty("claims.dl4j.path");
    }
  }

  /** DL4J alone, without this project's engine. */
  private static float[] restored(Path file, float[] inputs) {
    try {
      ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile());
      float[] outputs =
          graph
              .outputSingle(Nd4j.create(inputs, new int[] {TESTED, 3, 8, 8}, 'c'))
              .dup('c')
              .data()
              .asFloat();
      graph.close();
      return outputs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("try") // the scope works by being open
  private static float[] scripted(Path file, float[] inputs) {
    try (PointerScope scope = new PointerScope()) {
      JitModule module = torch.load(file.toString());
      Tensor images = torch.tensor(inputs).view(TESTED, 3, 8, 8);
      Tensor logits = module.forward(new IValueVector(new IValue(images))).toTensor();
      float[] numbers = new float[(int) logits.numel()];
      new FloatPointer(logits.contiguous().data_ptr()).get(numbers);
      return numbers;
    }
  }

  /** Measure the per cent of the test images that a model names wrongly. */
  private static double errors(UnaryOperator<float[]> model) {
    try (Dataset data = new Datasets(folder).open(SHAPES);
        BatchStream batches = data.test().inOrder(TESTED)) {
      Batch batch = batches.next();
      float[] outputs = model.apply(batch.inputs());
      assertThat(outputs).hasSize(10 * TESTED);
      int wrong = 0;
      for (int i = 0; i < TESTED; i++) {
        int best = 0;
        for (int c = 1; c < 10; c++) {
          best = outputs[10 * i + c] > outputs[10 * i + best] ? c : best;
        }
        wrong += best == batch.labels()[i] ? 0 : 1;
      }
      return 100.0 * wrong / TESTED;
    }
  }

  @Test
  void says_what_goes_in_and_what_comes_out() {
    Claims call = export(runs.get(0), "torchscript", folder.resolve("told.pt"));
    assertThat(call.out().lines().toList())
        .hasSize(5)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith("told.pt: resnet-8-w4, seed 3 of shapes10, erasure last@100%"),
            line -> assertThat(line).startsWith("format ").contains("torch.jit.load"),
            line ->
                assertThat(line)
                    .startsWith("input   N x 3 x 8 x 8")
                    .contains("(b / 255 - mean) / deviation", "0.5025"),
            line -> assertThat(line).startsWith("output  N x 10: disc, ring, square"),
            line -> assertThat(line).startsWith("card    ").endsWith("told.pt.md"));
  }

  @Test
  void a_file_that_is_there_is_not_touched() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken.zip"), "somebody's");
    Claims call = export(runs.get(0), "dl4j", taken);
    assertRefused(call, taken + " is there already; name another file with --to");
    assertThat(taken).hasContent("somebody's");
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    Path file = folder.resolve("nowhere/model.zip");
    assertRefused(
        export(runs.get(0), "dl4j", file), file.getParent() + " is no folder to write " + file);
  }

  @Test
  void a_format_that_is_not_there_is_refused_with_those_that_are() {
    assertRefused(
        export(runs.get(0), "onnx", folder.resolve("model.onnx")),
        "no format of models is called 'onnx'; there are: dl4j, torchscript");
  }

  @Test
  void a_run_that_trained_nothing_has_no_model() {
    assertRefused(
        export(runs.get(1), "dl4j", folder.resolve("none.zip")),
        "this run trained nothing, so it has no model");
  }

  @Test
  void a_ledger_alone_says_how_to_get_the_model() throws IOException {
    Path alone = Files.createDirectories(folder.resolve("alone"));
    Files.copy(folder.resolve("results/ledger.csv"), alone.resolve("ledger.csv"));
    String start = runs.get(0).fingerprint().substring(0, 12);
    Path file = folder.resolve("from-ledger.zip");
    Claims call =
        Claims.call(
            "export",
            start,
            "--format",
            "dl4j",
            "--to",
            file.toString(),
            "--results",
            alone.toString());
    assertRefused(call, "`claims repeat %s --results %s --into DIR`".formatted(start, alone));
    assertThat(alone.toFile().list()).containsExactly("ledger.csv");
  }

  private static void assertRefused(Claims call, String why) {
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().toList()).singleElement().asString().contains(why);
    assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".part"));
  }
}
