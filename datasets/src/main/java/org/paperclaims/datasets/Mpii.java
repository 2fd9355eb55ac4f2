package org.paperclaims.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * MPII Human Pose (Andriluka et al., "2D Human Pose Estimation: New Benchmark and State of the Art
 * Analysis", 2014): photographs in {@code mpii/images}, and the persons in them in {@code
 * mpii/annot/train.json} and {@code mpii/annot/valid.json} ({@link MpiiAnnotations}). A person is
 * cut out as the released code of Wei et al. 2016 (arXiv 1602.00134) does: a square of 368 pixels
 * in which 200 pixels times the person's scale become 234, grey beyond the photograph. The pelvis
 * and the thorax are no parts, there as here. The length that distances are compared with is the
 * head's, from the upper neck to its top, or a tenth of the person's height where one of them is
 * not marked.
 */
final class Mpii implements Source {
  /** MPII's 16 joints without the pelvis and the thorax, in its order. */
  static final List<String> PARTS =
      List.of(
          "right ankle",
          "right knee",
          "right hip",
          "left hip",
          "left knee",
          "left ankle",
          "upper neck",
          "head top",
          "right wrist",
          "right elbow",
          "right shoulder",
          "left shoulder",
          "left elbow",
          "left wrist");

  static final int SIDE = 368;

  /** The scale that the released code brings every person to. */
  static final double TARGET = 41.0 / 35;

  private static final int STRIDE = 8;
  private static final Task.HeatMaps TASK =
      new Task.HeatMaps(PARTS, SIDE / STRIDE, SIDE / STRIDE, STRIDE);

  /** The spread of a part's map, in cells. */
  private static final double SIGMA = 7.0 / STRIDE;

  /** A byte less 128, divided by 256, as in the released code. */
  private static final Normalisation NORMALISATION =
      new Normalisation(
          List.of(128 / 255.0, 128 / 255.0, 128 / 255.0),
          List.of(256 / 255.0, 256 / 255.0, 256 / 255.0));

  private static final int TRAIN = 22_246;
  private static final int TEST = 2_958;
  private static final String FOLDER = "mpii";

  /** How far outside of its photograph a joint may be marked, as a part of its longer side. */
  private static final double BEYOND = 0.1;

  private static final DatasetCard CARD =
      new DatasetCard(
          "mpii",
          "MPII Human Pose",
          "M. Andriluka et al., 2D Human Pose Estimation: New Benchmark and State of the Art"
              + " Analysis, 2014",
          "for research, simplified BSD; photographs from http://human-pose.mpi-inf.mpg.de into"
              + " mpii/images, train.json and valid.json into mpii/annot",
          FOLDER,
          List.of(),
          List.of());

  @Override
  public String name() {
    return CARD.name();
  }

  @Override
  public Optional<DatasetCard> card() {
    return Optional.of(CARD);
  }

  @Override
  public DatasetOutline outline() {
    return DatasetOutline.bodies(TRAIN, TEST, SIDE, TASK);
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    if (spec.pixels() != 0 && spec.pixels() != SIDE) {
      throw new DatasetException(
          "the images of mpii keep their %d pixels, for their maps do: leave pixels at 0, found %d"
              .formatted(SIDE, spec.pixels()));
    }
    MpiiAnnotations train = annotations(folder, "train");
    MpiiAnnotations valid = annotations(folder, "valid");
    Path images = root(folder).resolve("images");
    String sizes = sizes(images, List.of(train, valid));
    List<MpiiPerson> trained = train.persons();
    List<MpiiPerson> chosen = subset("training", trained, spec.images());
    List<MpiiPerson> tested;
    if (spec.validation()) {
      int held = spec.testImages() > 0 ? spec.testImages() : trained.size() / 10;
      int kept = spec.images() > 0 ? spec.images() : trained.size() - held;
      if (kept < 1 || held < 1 || (long) kept + held > trained.size()) {
        throw new DatasetException(
            "mpii has %d training persons: not enough for %d and %d to validate on"
                .formatted(trained.size(), kept, held));
      }
      chosen = pick(trained, order(trained).first(kept));
      tested = pick(trained, order(trained).last(held));
    } else {
      tested = subset("test", valid.persons(), spec.testImages());
    }
    return new OpenedDataset(
        spec,
        TASK,
        new ImageSize(3, SIDE, SIDE),
        split(images, chosen, prefetcher),
        split(images, tested, prefetcher),
        Checksum.of(train.sha256() + valid.sha256() + " sigma " + SIGMA + "\n" + sizes),
        prefetcher);
  }

  private static Split split(Path images, List<MpiiPerson> persons, Prefetcher prefetcher) {
    return new HeatMapSplit(
        new MpiiImages(images, persons),
        NORMALISATION,
        new HeatMapPainter(TASK, SIGMA),
        prefetcher);
  }

  private static Path root(DataFolder folder) {
    return folder.directory().resolve(FOLDER);
  }

  private static MpiiAnnotations annotations(DataFolder folder, String part) {
    Path file = root(folder).resolve("annot").resolve(part + ".json");
    if (!Files.isRegularFile(file)) {
      throw new MissingDataException(
          "mpii (MPII Human Pose) has no annotations in %s. They are read as JSON, a list of"
                  .formatted(file)
              + " persons with image, joints, joints_vis, center and scale; its makers' .mat file"
              + " is not read. Licence: "
              + CARD.licence()
              + ". No command gets it. Set datasets.dir to the directory that holds mpii.");
    }
    return MpiiAnnotations.read(file);
  }

  /**
   * Give the name and size of every photograph that shows a person.
   *
   * @throws MissingDataException if one is not there
   */
  private static String sizes(Path images, List<MpiiAnnotations> all) {
    Map<String, Long> sizes = new TreeMap<>();
    List<String> gone = new ArrayList<>();
    for (MpiiAnnotations annotations : all) {
      for (MpiiPerson person : annotations.persons()) {
        if (!sizes.containsKey(person.image())) {
          long size = size(images.resolve(person.image()));
          sizes.put(person.image(), size);
          if (size < 0) {
            gone.add(person.image());
          }
        }
      }
    }
    if (!gone.isEmpty()) {
      throw new MissingDataException(
          String.format(
              Locale.ROOT,
              "%,d of %,d photographs with persons are not in %s, the first of them %s",
              gone.size(),
              sizes.size(),
              images,
              gone.get(0)));
    }
    return sizes.toString();
  }

  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (IOException e) {
      throw new DamagedDataException(file + " cannot be read: " + e, e);
    }
  }

  private static List<MpiiPerson> subset(String part, List<MpiiPerson> all, int wanted) {
    if (wanted == 0) {
      return all;
    }
    if (wanted < 0 || wanted > all.size()) {
      throw new DatasetException(
          "mpii has %d %s persons, not %d; 0 means all".formatted(all.size(), part, wanted));
    }
    return pick(all, order(all).first(wanted));
  }

  private static Stratified order(List<MpiiPerson> all) {
    return new Stratified(all.size(), i -> 0);
  }

  private static List<MpiiPerson> pick(List<MpiiPerson> all, int[] chosen) {
    return IntStream.of(chosen).mapToObj(all::get).toList();
  }

  /** Decode every photograph that shows a person, and compare the marks with its size. */
  @Override
  public Stream<FileCheck> verify(DataFolder folder) {
    Path images = root(folder).resolve("images");
    return Stream.of("train", "valid")
        .map(
            part -> {
              MpiiAnnotations annotations = annotations(folder, part);
              sizes(images, List.of(annotations));
              List<String> problems =
                  annotations.persons().parallelStream()
                      .map(person -> problem(images, person))
                      .filter(p -> !p.isEmpty())
                      .toList();
              return new FileCheck(annotations.file(), String.join("; ", problems));
            });
  }

  private static String problem(Path images, MpiiPerson person) {
    Path file = images.resolve(person.image());
    Raster whole = new Raster();
    try {
      new Photo(file, 0, "").decode(whole);
    } catch (DamagedDataException e) {
      return String.valueOf(e.getMessage());
    }
    int width = whole.width();
    int height = whole.height();
    double beyond = BEYOND * Math.max(width, height);
    List<String> far = new ArrayList<>();
    for (int i = 0; i < PARTS.size(); i++) {
      Optional<Pose.Joint> joint = person.joints().get(i);
      if (joint.isPresent() && outside(joint.get(), width, height, beyond)) {
        far.add(PARTS.get(i) + words(joint.get()));
      }
    }
    if (outside(person.centre(), width, height, beyond)) {
      far.add("centre" + words(person.centre()));
    }
    return far.isEmpty()
        ? ""
        : "%s is %d x %d pixels, and a person's %s outside of it"
            .formatted(
                file, width, height, String.join(", ", far) + (far.size() == 1 ? " lies" : " lie"));
  }

  private static boolean outside(Pose.Joint place, int width, int height, double beyond) {
    return place.x() < -beyond
        || place.y() < -beyond
        || place.x() > width - 1 + beyond
        || place.y() > height - 1 + beyond;
  }

  private static String words(Pose.Joint place) {
    return String.format(Locale.ROOT, " at (%.0f, %.0f)", place.x(), place.y());
  }
}
