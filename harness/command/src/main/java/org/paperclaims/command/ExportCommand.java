package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.Pictures;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.ModelFormat;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.lab.ModelFormats;
import org.paperclaims.harness.measure.Networks;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.RunReader;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.StoredRecords;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims export FINGERPRINT}: a trained model for applications without this project. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Write a run's trained model as a file that other tools read without this project.",
      "Says what goes in and what comes out, and writes a model card next to it, FILE.md. The data set of the run must be at hand. The stored model itself, runs/FINGERPRINT/model.safetensors, is read by every tool for safetensors."
    },
    footer = {
      "",
      "Examples:",
      "  claims export 3f21c07e --format torchscript --to resnet.pt",
      "  claims export 3f21c07e --format dl4j --to resnet.zip --results results"
    })
final class ExportCommand implements Callable<Integer> {
  /** How many classes are named. */
  private static final int MANY = 20;

  @Parameters(
      paramLabel = "FINGERPRINT",
      description = "the run's fingerprint, or the first characters of it")
  private String fingerprint = "";

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      completionCandidates = Completed.Formats.class,
      description = {
        "torchscript: for torch.jit.load in Python and C++",
        "dl4j: for DL4J's ModelSerializer.restoreComputationGraph"
      })
  private String format = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "the file to write; one that is there already is not touched")
  private Path to = Path.of("");

  @Mixin private final SuiteOptions options = SuiteOptions.of("--results", "--datasets");
  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    SuiteSettings settings = options.settings();
    ModelFormat chosen = ModelFormats.find(format);
    refuseTaken();
    RunRecord run =
        RecordedRun.of(StoredRecords.of(settings.results(), Notes.of(spec)), fingerprint);
    Snapshot model = model(settings.results(), run);
    try (Dataset dataset = new Datasets(settings.datasets()).open(run.spec().dataset())) {
      Network network = Networks.of(run.spec(), dataset);
      List<String> passage = passage(network, dataset);
      write(
          to,
          part -> chosen.write(network, Networks.parameters(network, model), dataset.task(), part));
      ModelCard card =
          new ModelCard(
              String.valueOf(to.getFileName()),
              Fingerprint.sha256(Files.readAllBytes(to)),
              chosen.description(),
              new Datasets(settings.datasets()).card(run.spec().dataset().name()),
              passage);
      write(card(), part -> Files.writeString(part, card.of(run, dataset)));
      tell(chosen, run.spec(), passage);
    } catch (IOException e) {
      throw unwritable(to, e);
    }
    return 0;
  }

  /** Give where the model's card goes: next to it. */
  private Path card() {
    return to.resolveSibling(to.getFileName() + ".md");
  }

  private void refuseTaken() {
    for (Path file : List.of(to, card())) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new SettingsException(file + " is there already; name another file with --to");
      }
    }
    Path folder = to.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new SettingsException("%s is no folder to write %s into".formatted(folder, to));
    }
  }

  private static Snapshot model(Path results, RunRecord run) {
    if (Files.isDirectory(results.resolve("runs"))) {
      Optional<Snapshot> model = RunReader.of(results).model(run.fingerprint());
      if (model.isPresent()) {
        return model.get();
      }
    }
    throw new SettingsException(
        run.spec().protocol().trains()
            ? "%s has no model of this run; train it again into a folder of its own with `claims repeat %s --results %s --into DIR`, and export it from there"
                .formatted(results, run.fingerprint().substring(0, 12), results)
            : "this run trained nothing, so it has no model; runs of the protocol TRAIN have one");
  }

  /** Something that writes a file. */
  private interface Writing {
    void to(Path file) throws IOException;
  }

  /** Write under another name first, so that a file that is there is whole. */
  private static void write(Path file, Writing writing) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      writing.to(part);
      Files.move(part, file);
    } catch (IOException | UncheckedIOException e) {
      throw unwritable(file, e);
    } finally {
      part.toFile().delete();
    }
  }

  private static SettingsException unwritable(Path file, Exception e) {
    return new SettingsException("cannot write %s: %s".formatted(file, e));
  }

  private void tell(ModelFormat chosen, RunSpec run, List<String> passage) {
    PrintWriter out = Output.of(spec);
    out.printf(
        "%s: %s, seed %d of %s, erasure %s%n",
        to, run.architecture(), run.seed(), run.dataset().name(), run.erasure());
    out.printf("format  %s%n", chosen.description());
    passage.forEach(out::println);
    out.printf("card    %s%n", card());
    out.flush();
  }

  private static List<String> passage(Network network, Dataset dataset) {
    Shape shape = network.input();
    return List.of(
        "input   N x %d x %d x %d, float32%s"
            .formatted(shape.channels(), shape.height(), shape.width(), normalised(dataset)),
        "output  N x %d%s"
            .formatted(
                network.output().size(),
                dataset.task() instanceof Task.Classification classes
                    ? ": " + brief(classes.labels())
                    : " numbers"));
  }

  private static String normalised(Dataset dataset) {
    return dataset
        .test()
        .pictures()
        .map(Pictures::normalisation)
        .map(
            n ->
                ": of each byte b of a channel (b / 255 - mean) / deviation, with the means %s and the deviations %s"
                    .formatted(n.mean(), n.deviation()))
        .orElse("");
  }

  private static String brief(List<String> labels) {
    return labels.size() <= MANY
        ? String.join(", ", labels)
        : "%s, ... (%d classes)"
            .formatted(String.join(", ", labels.subList(0, MANY)), labels.size());
  }
}
