package org.paperclaims.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetCard;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;
import org.paperclaims.harness.stats.ExactBinomial;
import org.paperclaims.harness.stats.Interval;

/**
 * The model card of an exported model: what was trained on which data, how far its error is known,
 * and what it is not. Markdown with the head that model hubs read.
 *
 * @param file the name of the model's file
 * @param sha256 of the file
 * @param format what it is, for people
 * @param card of the data set; nothing if this project makes the data itself
 * @param passage what goes in and what comes out, a line each
 */
record ModelCard(
    String file, String sha256, String format, Optional<DatasetCard> card, List<String> passage) {
  private static final double CONFIDENCE = 0.95;

  ModelCard {
    passage = List.copyOf(passage);
  }

  /** Write the card of a run's model. */
  String of(RunRecord run, Dataset dataset) {
    RunSpec spec = run.spec();
    return """
        ---
        tags: [paper-claims]
        datasets: [%s]
        ---
        # %s on %s, seed %d

        One run of an experiment that tests a paper's claim. It is not the paper's own model.

        | | |
        |---|---|
        | file | `%s`, SHA-256 `%s` |
        | format | %s |
        | architecture | `%s` |
        | rectifiers erased | `%s` |
        | run | `%s` |
        | trained by | engine `%s`%s, %d epochs |

        ## Error

        %s

        ## Data

        %s

        ## Use

        %s

        Meant for comparing ways to train a network, and tested for nothing else.

        ## How it was trained

        Everything that fixes the run; its SHA-256 is the run's name above.

        ```json
        %s
        ```
        """
        .formatted(
            spec.dataset().name(),
            spec.architecture(),
            spec.dataset().name(),
            spec.seed(),
            file,
            sha256,
            format,
            spec.architecture(),
            spec.erasure(),
            run.fingerprint(),
            spec.engine(),
            Optional.ofNullable(run.environment().get("commit"))
                .map(c -> " at commit `" + c + "`")
                .orElse(""),
            spec.recipe().epochs(),
            error(run, dataset),
            data(spec, dataset),
            String.join("\n", passage.stream().map(line -> "- " + line).toList()),
            SpecJson.write(spec));
  }

  private static String error(RunRecord run, Dataset dataset) {
    Double error = run.metrics().get("test_error");
    if (error == null || !(dataset.task() instanceof Task.Classification)) {
      return run.metrics().toString();
    }
    long images = dataset.test().size();
    long wrong = Math.round(error / 100 * images);
    Interval interval = new ExactBinomial(wrong, images).interval(CONFIDENCE);
    return String.format(
        Locale.ROOT,
        "Wrong on %,d of %,d test images: %.2f %%, exact 95 %% interval %.2f to %.2f. The interval is about the draw of test images; other seeds give other models.",
        wrong,
        images,
        error,
        100 * interval.low(),
        100 * interval.high());
  }

  private String data(RunSpec spec, Dataset dataset) {
    String amount =
        String.format(
            Locale.ROOT,
            "`%s`: %,d training and %,d test images, SHA-256 `%s`. ",
            spec.dataset().name(),
            dataset.train().size(),
            dataset.test().size(),
            spec.datasetChecksum());
    return amount
        + card.map(c -> c.title() + ". " + c.source() + " Licence: " + c.licence())
            .orElse("Made by this project, under its licence.");
  }
}
