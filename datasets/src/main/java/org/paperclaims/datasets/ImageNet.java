package org.paperclaims.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * ImageNet (Russakovsky et al., "ImageNet Large Scale Visual Recognition Challenge", 2015): JPEG
 * photographs in {@code imagenet/train/WNID/} and {@code imagenet/val/WNID/}, a folder a class. The
 * classes are the folders of {@code train} in alphabetical order; without {@code train}, those of
 * {@code val}, and there is nothing to train on. {@code pixels} is the crop's side, 224 if unsaid.
 */
record ImageNet() implements Source {
  private static final int CROP = 224;

  /** Of the 1,281,167 training photographs, as every recipe has them. */
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  private static final DatasetCard CARD =
      new DatasetCard(
          "imagenet",
          "ImageNet, ILSVRC 2012",
          "O. Russakovsky et al., ImageNet Large Scale Visual Recognition Challenge, 2015",
          "for non-commercial research, after registration at https://image-net.org; unpack it"
              + " into imagenet/train/WNID/ and imagenet/val/WNID/",
          "imagenet",
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

  /** The photographs below one folder, and the folder names that are their classes. */
  private record Listing(List<Path> files, List<String> classes) {}

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    Path root = folder.directory().resolve(CARD.folder());
    Listing train = list(root.resolve("train"));
    Listing val = list(root.resolve("val"));
    if (val.files().isEmpty()) {
      throw new MissingDataException(
          "imagenet ("
              + CARD.title()
              + ") has no photographs in "
              + root.resolve("val")
              + ". It takes about 145 GB; licence: "
              + CARD.licence()
              + ". Set datasets.dir to the directory that holds imagenet.");
    }
    List<String> classes =
        (train.files().isEmpty() ? val : train).classes().stream().distinct().sorted().toList();
    int pixels = spec.pixels() == 0 ? CROP : spec.pixels();
    Photos all = photos(train, classes, pixels);
    Photos chosenTest;
    Photos chosenTrain;
    if (spec.validation()) {
      int held = spec.testImages() > 0 ? spec.testImages() : all.count() / 10;
      int kept = spec.images() > 0 ? spec.images() : all.count() - held;
      if (kept < 1 || held < 1 || (long) kept + held > all.count()) {
        throw new DatasetException(
            "imagenet has "
                + all.count()
                + " training photographs: not enough for "
                + kept
                + " and "
                + held
                + " to validate on");
      }
      Stratified order = new Stratified(all.count(), i -> all.labels()[i]);
      chosenTrain = subset(all, order.first(kept));
      chosenTest = subset(all, order.last(held));
    } else {
      chosenTrain = subset(all, spec.images());
      chosenTest = subset(photos(val, classes, pixels), spec.testImages());
    }
    return new OpenedDataset(
        spec,
        new Task.Classification(classes),
        new ImageSize(3, pixels, pixels),
        new ExampleSplit(chosenTrain, prefetcher),
        new ExampleSplit(chosenTest, prefetcher),
        checksum(root, train, val),
        prefetcher);
  }

  private static Photos subset(Photos all, int wanted) {
    if (wanted == 0) {
      return all;
    }
    if (wanted < 0 || wanted > all.count()) {
      throw new DatasetException(
          "imagenet has " + all.count() + " photographs there, not " + wanted + "; 0 means all");
    }
    return subset(all, new Stratified(all.count(), i -> all.labels()[i]).first(wanted));
  }

  private static Photos subset(Photos all, int[] chosen) {
    return new Photos(
        IntStream.of(chosen).mapToObj(all.files()::get).toList(),
        IntStream.of(chosen).map(i -> all.labels()[i]).toArray(),
        all.pixels(),
        all.normalisation());
  }

  private static Photos photos(Listing listing, List<String> classes, int pixels) {
    int[] labels = new int[listing.files().size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = java.util.Collections.binarySearch(classes, listing.classes().get(i));
      if (labels[i] < 0) {
        throw new DamagedDataException(
            listing.files().get(i) + " is of a class that has no folder in imagenet/train");
      }
    }
    return new Photos(listing.files(), labels, pixels, NORMALISATION);
  }

  private static Listing list(Path folder) {
    List<Path> files = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder, 2)) {
        all.filter(f -> f.toString().toLowerCase(Locale.ROOT).matches(".*\\.jpe?g"))
            .sorted()
            .forEach(
                file -> {
                  files.add(file);
                  classes.add(String.valueOf(folder.relativize(file).getName(0)));
                });
      } catch (IOException e) {
        throw new DamagedDataException(folder + " cannot be read: " + e, e);
      }
    }
    return new Listing(files, classes);
  }

  /** Give the checksum of names and sizes: reading 145 GB before every run would take minutes. */
  private static String checksum(Path root, Listing train, Listing val) {
    StringBuilder lines = new StringBuilder();
    try {
      for (Listing listing : List.of(train, val)) {
        for (Path file : listing.files()) {
          lines.append(Files.size(file)).append(' ').append(root.relativize(file)).append('\n');
        }
      }
    } catch (IOException e) {
      throw new DamagedDataException(root + " cannot be read: " + e, e);
    }
    return Checksum.of(lines.toString());
  }
}
