package org.paperclaims.datasets;

import java.nio.file.Path;
import java.util.List;
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
  private static final int TRAINED = 1_281_167;
  private static final int VALIDATED = 50_000;
  private static final int CLASSES = 1000;
  private static final String TRAIN = "train";
  private static final String VAL = "val";

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

  @Override
  public DatasetOutline outline() {
    return new DatasetOutline(TRAINED, VALIDATED, CLASSES, CROP, true);
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    PhotoFolder photos = photos(folder);
    List<String> trained = photos.classes(TRAIN);
    List<String> classes = trained.isEmpty() ? photos.classes(VAL) : trained;
    int pixels = spec.pixels() == 0 ? CROP : spec.pixels();
    List<Photo> train = photos.photos(TRAIN, classes);
    List<Photo> chosenTrain;
    List<Photo> chosenTest;
    if (spec.validation()) {
      int held = spec.testImages() > 0 ? spec.testImages() : train.size() / 10;
      int kept = spec.images() > 0 ? spec.images() : train.size() - held;
      if (kept < 1 || held < 1 || (long) kept + held > train.size()) {
        throw new DatasetException(
            "imagenet has "
                + train.size()
                + " training photographs: not enough for "
                + kept
                + " and "
                + held
                + " to validate on");
      }
      Stratified order = new Stratified(train.size(), i -> train.get(i).label());
      chosenTrain = subset(train, order.first(kept));
      chosenTest = subset(train, order.last(held));
    } else {
      chosenTrain = subset(train, spec.images());
      chosenTest = subset(photos.photos(VAL, classes), spec.testImages());
    }
    return new OpenedDataset(
        spec,
        new Task.Classification(classes),
        new ImageSize(3, pixels, pixels),
        new PhotoSplit(new Photos(chosenTrain, pixels, NORMALISATION), prefetcher),
        new PhotoSplit(new Photos(chosenTest, pixels, NORMALISATION), prefetcher),
        photos.checksum(),
        prefetcher);
  }

  @Override
  public Stream<FileCheck> verify(DataFolder folder) {
    return photos(folder).verify();
  }

  private static PhotoFolder photos(DataFolder folder) {
    Path root = folder.directory().resolve(CARD.folder());
    PhotoFolder photos = new PhotoFolder(root, List.of(TRAIN, VAL));
    if (photos.classes(VAL).isEmpty()) {
      throw new MissingDataException(
          "imagenet ("
              + CARD.title()
              + ") has no photographs in "
              + root.resolve(VAL)
              + ". It takes about 145 GB; licence: "
              + CARD.licence()
              + ". No command gets it. Set datasets.dir to the directory that holds imagenet.");
    }
    return photos;
  }

  private static List<Photo> subset(List<Photo> all, int wanted) {
    if (wanted == 0) {
      return all;
    }
    if (wanted < 0 || wanted > all.size()) {
      throw new DatasetException(
          "imagenet has " + all.size() + " photographs there, not " + wanted + "; 0 means all");
    }
    return subset(all, new Stratified(all.size(), i -> all.get(i).label()).first(wanted));
  }

  private static List<Photo> subset(List<Photo> all, int[] chosen) {
    return IntStream.of(chosen).mapToObj(all::get).toList();
  }
}
