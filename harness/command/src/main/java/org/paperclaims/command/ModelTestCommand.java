package org.paperclaims.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.GraphFormat;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.lab.GraphFormats;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.model.ModelFile;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.PixelScaling;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.stats.ExactBinomial;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.train.GivenEvaluation;
import org.paperclaims.harness.train.Trained;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code claims model test FILE}: whether a reading gives the error that the owner reports. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Measure a model that was made elsewhere on a data set's test images.",
      "Ends with exit code 2 where its error is not the one that its owner reports: then it is read"
          + " in another way than it was trained."
    },
    footer = {
      "",
      "Examples:",
      "  claims model test r.pth --architecture resnet-20-a --dataset cifar10 --scaling imagenet"
          + " --expect-error 8.27"
    })
final class ModelTestCommand implements Callable<Integer> {
  private static final double CONFIDENCE = 0.95;

  @Parameters(
      paramLabel = "FILE",
      description = "safetensors, what torch.save wrote (.pth, .pt, .th), or .onnx")
  private Path path = Path.of("");

  @Option(
      names = "--architecture",
      paramLabel = "SPEC",
      completionCandidates = Completed.Specs.class,
      description = "such as resnet-20-a; an ONNX file has its own")
  private String architecture = "";

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "NAME",
      completionCandidates = Completed.DatasetNames.class,
      description = "such as cifar10")
  private String dataset = "";

  @Option(
      names = "--scaling",
      required = true,
      paramLabel = "SCALING",
      description = "what a pixel becomes: " + PixelScaling.ALLOWED)
  private String scaling = "";

  @Option(
      names = "--channels",
      paramLabel = "ORDER",
      completionCandidates = Completed.Channels.class,
      defaultValue = "rgb",
      description = "rgb or bgr (default: ${DEFAULT-VALUE})")
  private String channels = "rgb";

  @Option(
      names = "--expect-error",
      required = true,
      paramLabel = "PERCENT",
      description = "the test error that the model's owner reports, such as 8.27")
  private String expected = "";

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      defaultValue = "",
      description = "of several sets of weights the one behind this name, such as state_dict_ema")
  private String prefix = "";

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      completionCandidates = Completed.EngineIds.class,
      defaultValue = "torch",
      description = "dl4j or torch (default: ${DEFAULT-VALUE})")
  private String engine = "torch";

  @Option(
      names = "--datasets",
      paramLabel = "DIR",
      description = "where real data lies (default: ~/.cache/paper-claims/datasets)")
  private @Nullable Path datasets;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PixelScaling.parse(scaling);
    refuseUnless(List.of("rgb", "bgr").contains(channels), "--channels", channels, "rgb, bgr");
    refuseUnless(
        expected.matches("\\d{1,2}([.]\\d{1,4})?"),
        "--expect-error",
        expected,
        "a percentage such as 8.27");
    Path folder = datasets == null ? Datasets.defaultDirectory() : datasets;
    Optional<GraphFormat> format = GraphFormats.of(path);
    if (format.isEmpty() && architecture.isEmpty()) {
      throw new SettingsException(
          "a file of tensors says nothing of its network; name it with --architecture, such as resnet-20-a");
    }
    refuseUnless(
        format.isEmpty() || architecture.isEmpty(),
        "--architecture",
        architecture,
        "none: the file has its own network");
    try (Dataset data = new Datasets(folder).open(DatasetSpec.whole(dataset))) {
      tell(format.isPresent() ? graph(format.get(), data) : tensors(data));
    }
    return 0;
  }

  private Trained tensors(Dataset data) {
    Engine chosen = Engines.find(engine);
    try (ModelFile file = ModelFile.open(path)) {
      Workplace place = new Workplace(chosen, chosen.devices().get(0), threads());
      String network = Architectures.parse(architecture).spec();
      return GivenEvaluation.of(run(network, engine, file.sha256(), data), data, place, file);
    }
  }

  private Trained graph(GraphFormat format, Dataset data) {
    LearnerOptions options =
        LearnerOptions.predicting(new Device("cpu", "CPU"), threads(), data.task());
    try (Learner graph = format.open(path, options)) {
      return GivenEvaluation.of(
          run(GivenModel.WHOLE, GivenModel.WHOLE, "", data), data, path, graph);
    }
  }

  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
  }

  private RunSpec run(String network, String by, String sha256, Dataset data) {
    return new RunSpec(
        Protocol.GIVEN,
        network,
        "none",
        data.spec(),
        data.checksum(),
        Recipe.NOTHING,
        0,
        by,
        new GivenModel(sha256, scaling, channels, expected, prefix));
  }

  private static void refuseUnless(boolean right, String option, String found, String allowed) {
    if (!right) {
      throw new SettingsException(option + " is '" + found + "'; allowed is " + allowed);
    }
  }

  private void tell(Trained measured) {
    long images = Math.round(measured.metrics().getOrDefault("test_images", 0.0));
    double error = measured.metrics().getOrDefault("test_error", 0.0);
    long wrong = Math.round(error / 100 * images);
    Interval interval = new ExactBinomial(wrong, images).interval(CONFIDENCE);
    PrintWriter out = Output.of(spec);
    out.printf(
        Locale.ROOT,
        "%s errs on %,d of %,d test images of %s: %.2f %%, exact 95 %% interval %.2f to %.2f; its"
            + " owner reports %s %%%n",
        path.getFileName(),
        wrong,
        images,
        dataset,
        error,
        100 * interval.low(),
        100 * interval.high(),
        expected);
    out.flush();
  }
}
