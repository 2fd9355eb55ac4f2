package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.DatasetOutline;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;

/**
 * The limits of what a tier may ask of a data set, told with the place in the record before
 * anything is opened: the files may lie on another machine.
 */
final class DatasetRules {
  private static final Datasets DATASETS = Datasets.unread();

  private final RecordFields fields;
  private final DatasetSpec spec;
  private final DatasetOutline outline;

  DatasetRules(RecordFields fields, DatasetSpec spec) {
    this.fields = fields;
    this.spec = spec;
    this.outline = DATASETS.outline(spec.name());
  }

  /** Check the size and the number of the images. */
  void check() {
    pixels();
    int most = spec.validation() ? outline.train() - 1 : outline.train();
    atMost("images", spec.images(), most, "training");
    atLeastOneOfEachClass();
    if (spec.validation()) {
      atMost("test_images", spec.testImages(), outline.train() - spec.images(), "validation");
    } else {
      atMost("test_images", spec.testImages(), outline.test(), "test");
    }
  }

  /** Check one step of the augmentation, whose name is known already. */
  void check(YamlNode step, Augmentation augmentation) {
    if (outline.side() == 0) {
      throw RecordFields.refuse(
          "augmentation", step, "none: the examples of " + spec.name() + " are not images");
    }
    if (outline.maps().isPresent()) {
      throw RecordFields.refuse(
          "augmentation", step, "none: the heat maps of " + spec.name() + " would stay behind");
    }
    if (augmentation.tenCrop() && !outline.photographs()) {
      throw RecordFields.refuse(
          "augmentation",
          step,
          "other steps: the images of " + spec.name() + " are of one size and have no ten crops");
    }
    int side = spec.pixels() == 0 ? outline.side() : spec.pixels();
    if (augmentation.leastSide() > side) {
      throw RecordFields.refuse(
          "augmentation",
          step,
          String.format(
              Locale.ROOT, "what leaves something to see of images of %d x %d pixels", side, side));
    }
  }

  /** Refuse a field that needs classes where there are none. */
  void requireClasses(String field) {
    if (outline.classes() == 0) {
      throw fields.refuse(field, "0: the examples of " + spec.name() + " have no labels");
    }
  }

  private void pixels() {
    if (spec.pixels() == 0 || outline.photographs()) {
      return;
    }
    List<Integer> sides = outline.pooledSides();
    if (!sides.contains(spec.pixels())) {
      String allowed =
          Stream.concat(sides.stream().map(String::valueOf), Stream.of("own"))
              .collect(Collectors.joining(", "));
      throw fields.refuse("pixels", "for " + spec.name() + " " + allowed);
    }
  }

  private void atMost(String field, int asked, int most, String kind) {
    if (asked > most) {
      throw fields.refuse(
          field,
          String.format(
              Locale.ROOT, "1 to %d: %s has no more %s examples", most, spec.name(), kind));
    }
  }

  private void atLeastOneOfEachClass() {
    if (outline.classesKnown() && spec.images() > 0 && spec.images() < outline.classes()) {
      throw fields.refuse(
          "images",
          String.format(
              Locale.ROOT,
              "%d or more: fewer cannot show each class of %s",
              outline.classes(),
              spec.name()));
    }
  }
}
