package org.paperclaims.harness.catalogue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.run.Conventions;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.PixelScaling;

/** Reads a tier's field {@code model}: a checkpoint that was made elsewhere. */
final class GivenModelReader {
  private static final String ALLOWED =
      "{sha256, scaling, channels, expects}, as claims model show prints them";

  private final RecordFields fields;

  GivenModelReader(RecordFields fields) {
    this.fields = fields;
  }

  /**
   * Read it.
   *
   * @throws CatalogueException if something is missing that the shapes of tensors cannot show, or
   *     the tier says how to train
   */
  GivenModel read(String architecture, DatasetSpec data) {
    for (String field : RecipeReader.FIELDS) {
      if (fields.has(field)) {
        throw fields.refuse(field, "nothing: a checkpoint is given, and not trained");
      }
    }
    RecordFields model =
        RecordFields.of("model", fields.required("model", ALLOWED), "a model that is given");
    String sha256 = matching(model, "sha256", "[0-9a-f]{64}", "64 hexadecimal digits");
    // The name is for people: the checksum says which file is meant.
    model.optionalText("file", "the file's name");
    GivenModel given =
        new GivenModel(
            sha256,
            scaling(model),
            matching(model, "channels", "rgb|bgr", "rgb, bgr"),
            matching(
                model,
                "expects",
                "\\d{1,2}([.]\\d{1,4})?",
                "the test error in percent that its owner reports, such as 8.27"),
            model.optionalText("prefix", "what stands before the names").orElse(""));
    if (!architecture.equals(GivenModel.WHOLE)) {
      askForConventions(architecture, data);
    } else if (model.has("prefix")) {
      throw model.refuse("prefix", "nothing: an ONNX file has one set of weights");
    }
    model.end();
    return given;
  }

  private static String matching(RecordFields model, String field, String regex, String allowed) {
    String text = model.text(field, allowed);
    if (!text.matches(regex)) {
      throw model.refuse(field, allowed);
    }
    return text;
  }

  private static String scaling(RecordFields model) {
    String text = model.text("scaling", PixelScaling.ALLOWED);
    try {
      PixelScaling.parse(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw model.refuse("scaling", PixelScaling.ALLOWED);
    }
  }

  private void askForConventions(String architecture, DatasetSpec data) {
    try {
      List<String> words = Arrays.asList(architecture.split("-"));
      Optional<Conventions.Question> open =
          Conventions.of(BuiltNetworks.plain(architecture, data)).stream()
              .filter(q -> q.answers().keySet().stream().noneMatch(words::contains))
              .findFirst();
      if (open.isPresent()) {
        throw fields.refuse("architecture", open.get().words());
      }
    } catch (ArchitectureException e) {
      throw fields.refuse("architecture", e.rule() + ", such as " + e.nearest());
    }
  }
}
