package org.paperclaims.command;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.ContactSheet;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetCard;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.DatasetStatistics;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.FetchPlace;
import org.paperclaims.datasets.FileCheck;
import org.paperclaims.datasets.Normalisation;
import org.paperclaims.datasets.Pictures;
import org.paperclaims.datasets.Split;
import org.paperclaims.datasets.Task;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ci/claims dataset fetch|verify|show NAME}: the data sets that claims are tested on. */
@Command(
    name = "dataset",
    description = "Get, verify and look at data sets.",
    footer = {
      "",
      "Examples:",
      "  claims dataset fetch cifar10",
      "  claims dataset verify cifar10",
      "  claims dataset show cifar10 --sheet cifar10.png"
    },
    subcommands = {
      DatasetCommand.Fetch.class,
      DatasetCommand.Verify.class,
      DatasetCommand.Show.class
    })
public final class DatasetCommand {
  /** As for other wrong input. */
  private static final int DATA_NOT_USABLE = 2;

  /** The options that the three commands share. */
  static final class Choice {
    @Parameters(
        index = "0",
        paramLabel = "NAME",
        completionCandidates = Completed.DatasetNames.class,
        description = "such as cifar10, svhn, shapes10")
    private String name = "";

    @Option(
        names = "--dir",
        paramLabel = "DIR",
        description = "where the data lies (default: the property datasets.dir)")
    private @Nullable Path directory;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec mixee;

    Datasets datasets() {
      return new Datasets(directory());
    }

    /** Asked for when the command runs, so that help comes on any machine. */
    Path directory() {
      return directory == null
          ? Datasets.directory(System.getProperty("datasets.dir", ""))
          : directory;
    }

    PrintWriter out() {
      return Output.of(mixee);
    }
  }

  /** Gets what is missing or damaged. */
  @Command(
      name = "fetch",
      description = {
        "Download what is missing or damaged from its makers, and verify it.",
        "Files that are there and right are not downloaded again."
      },
      footer = {
        "",
        "Examples:",
        "  claims dataset fetch cifar10",
        "  claims dataset fetch svhn --dir /data/datasets",
        "  claims dataset fetch cifar10 --mirror https://mirror.example.org/data/"
      })
  static final class Fetch implements Callable<Integer> {
    @Mixin private final Choice choice = new Choice();

    @Option(
        names = "--mirror",
        paramLabel = "ADDRESS",
        description = "a server's folder to get the files from, in place of their makers'")
    private @Nullable URI mirror;

    @Option(
        names = "--from",
        paramLabel = "DIR",
        description = "a folder that holds the files as their makers give them; no network is used")
    private @Nullable Path archives;

    @Override
    public Integer call() {
      Datasets datasets = choice.datasets();
      PrintWriter out = choice.out();
      if (datasets.card(choice.name).isEmpty()) {
        out.println(choice.name + " is generated: there is nothing to fetch");
        return 0;
      }
      DatasetCard card = datasets.card(choice.name).orElseThrow();
      out.printf(
          Locale.ROOT,
          "%s%n  made by %s%n  licence: %s%n",
          card.title(),
          card.source(),
          card.licence());
      out.flush();
      List<Path> files;
      try (Bars bars = new Bars()) {
        FetchPlace from =
            new FetchPlace(Optional.ofNullable(mirror), Optional.ofNullable(archives));
        files = datasets.fetch(choice.name, from, bars::at);
      }
      if (files.isEmpty()) {
        out.println("every file is there and right in " + choice.directory());
      }
      files.forEach(file -> out.println("got " + file));
      return 0;
    }
  }

  /** One progress bar a file. */
  private static final class Bars implements AutoCloseable {
    private String file = "";
    private @Nullable ProgressBar bar;

    private static ProgressBar bar(String name, long total) {
      return new ProgressBarBuilder()
          .setTaskName(name)
          .setInitialMax(total)
          .setUnit(" MB", 1_000_000)
          .showSpeed()
          .setUpdateIntervalMillis(500)
          .build();
    }

    void at(String name, long done, long total) {
      ProgressBar current = bar;
      if (current == null || !name.equals(file)) {
        close();
        file = name;
        current = bar(name, total);
        bar = current;
      }
      current.stepTo(done);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
      }
    }
  }

  /** Verifies every file. */
  @Command(
      name = "verify",
      description = "Check every file; end with 2 if one is missing or damaged.",
      footer = {
        "",
        "Examples:",
        "  claims dataset verify cifar10",
        "  claims dataset verify imagenet --dir /data/datasets"
      })
  static final class Verify implements Callable<Integer> {
    @Mixin private final Choice choice = new Choice();

    @Override
    public Integer call() {
      Datasets datasets = choice.datasets();
      PrintWriter out = choice.out();
      int bad = 0;
      Optional<DatasetCard> card = datasets.card(choice.name);
      if (card.isEmpty()) {
        out.println(choice.name + " is generated: there is nothing to verify");
        return 0;
      }
      for (FileCheck check : (Iterable<FileCheck>) datasets.verify(choice.name)::iterator) {
        bad += check.good() ? 0 : 1;
        out.println(check.good() ? "good     " + check.file() : "NOT GOOD " + check.problem());
        out.flush();
      }
      if (bad > 0) {
        out.println(
            card.get().downloads().isEmpty()
                ? "replace what is not good: " + choice.name + " is given " + card.get().licence()
                : "get what is missing or damaged with `"
                    + datasets.fetchCommand(card.get())
                    + "`");
      }
      return bad == 0 ? 0 : DATA_NOT_USABLE;
    }
  }

  /** Shows what a data set holds. */
  @Command(
      name = "show",
      description = "Count the classes, compare the constants, draw a contact sheet.",
      footer = {
        "",
        "Examples:",
        "  claims dataset show cifar10",
        "  claims dataset show shapes10 --images 200 --pixels 8 --sheet shapes10.png"
      })
  static final class Show implements Callable<Integer> {
    private static final int COLUMNS = 20;
    private static final int ROWS = 200;

    /** Photographs are decoded one by one: a sample tells enough of their colours. */
    private static final int PHOTOGRAPHS = 2000;

    private static final int PHOTOGRAPH_PIXELS = 64;

    @Mixin private final Choice choice = new Choice();

    @Option(
        names = "--sheet",
        paramLabel = "FILE",
        description = "the PNG to write (default: NAME.png)")
    private @Nullable Path sheet;

    @Option(
        names = "--images",
        paramLabel = "N",
        description = "look at a stratified subset of the training images (default: all)")
    private int images;

    @Option(
        names = "--test-images",
        paramLabel = "N",
        description = "the same of the test images (default: all)")
    private int testImages;

    @Option(
        names = "--pixels",
        paramLabel = "N",
        description = "average-pool to this side; of imagenet the crop (default 64)")
    private int pixels;

    @Override
    public Integer call() throws IOException {
      PrintWriter out = choice.out();
      int side =
          pixels == 0 && choice.datasets().outline(choice.name).photographs()
              ? PHOTOGRAPH_PIXELS
              : pixels;
      DatasetSpec spec = new DatasetSpec(choice.name, images, testImages, side, false);
      try (Dataset dataset = choice.datasets().open(spec)) {
        if (dataset.test().pictures().isEmpty()) {
          size(dataset);
          out.println("no images: there is nothing to draw");
          return 0;
        }
        String part = dataset.train().size() > 0 ? "training" : "test";
        Split split = dataset.train().size() > 0 ? dataset.train() : dataset.test();
        Path file = sheet == null ? Path.of(choice.name + ".png") : sheet;
        new OutputFile("--sheet", "PNG")
            .write(file, png(ContactSheet.of(split.pictures().orElseThrow(), COLUMNS, ROWS)));
        size(dataset);
        describe("training", dataset.task(), dataset.train());
        describe("test", dataset.task(), dataset.test());
        out.printf("the first %d %s images%s: %s%n", COLUMNS, part, of(dataset.task()), file);
        return 0;
      }
    }

    private static String of(Task task) {
      if (!(task instanceof Task.Classification classes)) {
        return "";
      }
      return classes.outputs() > ROWS ? " of the first " + ROWS + " classes" : " of every class";
    }

    private void size(Dataset dataset) {
      choice
          .out()
          .printf(
              Locale.ROOT,
              "%s: %,d training and %,d test examples of %d x %d x %d%nSHA-256 %s%n",
              choice.name,
              dataset.train().size(),
              dataset.test().size(),
              dataset.example().channels(),
              dataset.example().height(),
              dataset.example().width(),
              dataset.checksum());
    }

    private static byte[] png(BufferedImage image) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      if (!ImageIO.write(image, "png", bytes)) {
        throw new IOException("this Java cannot write PNG");
      }
      return bytes.toByteArray();
    }

    private void describe(String part, Task task, Split split) {
      PrintWriter out = choice.out();
      if (split.size() == 0) {
        out.println("no " + part + " images");
        return;
      }
      Pictures pictures = split.pictures().orElseThrow();
      DatasetStatistics found =
          DatasetStatistics.of(pictures, split.raw().isPresent() ? split.size() : PHOTOGRAPHS);
      if (task instanceof Task.Classification classes) {
        out.println(part + " images of each class:");
        for (int label = 0; label < found.perClass().size(); label++) {
          out.printf(
              Locale.ROOT,
              "  %-20s %,8d%n",
              classes.labels().get(label),
              found.perClass().get(label));
        }
      } else if (task instanceof Task.HeatMaps maps) {
        out.printf(
            "%s images, with maps of %d x %d cells of %d pixels for %s and the background:%n",
            part, maps.height(), maps.width(), maps.stride(), String.join(", ", maps.parts()));
      }
      if (found.measured() < split.size()) {
        out.printf(Locale.ROOT, "  of %,d of them, evenly spaced:%n", found.measured());
      }
      Normalisation used = pictures.normalisation();
      for (int channel = 0; channel < used.mean().size(); channel++) {
        out.printf(
            Locale.ROOT,
            "  channel %d: mean %.4f (constant %.4f), deviation %.4f (constant %.4f)%n",
            channel,
            found.mean().get(channel),
            used.mean().get(channel),
            found.deviation().get(channel),
            used.deviation().get(channel));
      }
    }
  }
}
