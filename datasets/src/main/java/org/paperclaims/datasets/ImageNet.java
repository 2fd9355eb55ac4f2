package org.paperclaims.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * ImageNet (Russakovsky et al., "ImageNet Large Scale Visual Recognition Challenge", 2015):
 * photographs in {@code imagenet/train/WNID/} and {@code imagenet/val/WNID/}, a folder a class. The
 * classes are the folders of {@code train} in alphabetical order; without {@code train}, those of
 * {@code val}, and there is nothing to train on. {@code pixels} is the crop's side, 224 if unsaid.
 *
 * @param about what there is to say about it
 * @param size that it must have; empty where a part of it is what is asked for
 */
record ImageNet(DatasetCard about, Optional<PhotoCounts> size) implements Source {
  private static final int CROP = 224;
  private static final PhotoCounts WHOLE = new PhotoCounts(1000, 1_281_167, 50_000);
  private static final String FOLDER = "imagenet";
  private static final String TRAIN = "train";
  private static final String VAL = "val";

  /** The statistics of the 1,281,167 training photographs, as every recipe has them. */
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** The set of the challenge, whole. */
  static ImageNet whole() {
    return new ImageNet(card(FOLDER, "ImageNet, ILSVRC 2012"), Optional.of(WHOLE));
  }

  /** As much of it as lies there. */
  static ImageNet part() {
    return new ImageNet(card("imagenet-part", "a part of ImageNet, ILSVRC 2012"), Optional.empty());
  }

  private static DatasetCard card(String name, String title) {
    return new DatasetCard(
        name,
        title,
        "O. Russakovsky et al., ImageNet Large Scale Visual Recognition Challenge, 2015",
        "for non-commercial research, after registration at https://image-net.org; unpack it"
            + " into imagenet/train/WNID/ and imagenet/val/WNID/",
        FOLDER,
        List.of(),
        List.of());
  }

  @Override
  public String name() {
    return about.name();
  }

  @Override
  public Optional<DatasetCard> card() {
    return Optional.of(about);
  }

  @Override
  public DatasetOutline outline() {
    return DatasetOutline.photographs(
        WHOLE.train(), WHOLE.test(), WHOLE.classes(), size.isPresent(), CROP);
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    PhotoFolder photos = photos(folder);
    size.ifPresent(expected -> refuseOthersThan(expected, photos));
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
            name()
                + " has "
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
    PhotoFolder photos = photos(folder);
    String problem =
        size.map(expected -> difference(expected, photos)).orElse("") + strangers(photos);
    return Stream.concat(Stream.of(new FileCheck(root(folder), problem)), photos.verify());
  }

  private void refuseOthersThan(PhotoCounts expected, PhotoFolder photos) {
    String difference = difference(expected, photos);
    if (!difference.isEmpty()) {
      throw new MissingDataException(difference);
    }
  }

  /** Say what is missing from the whole, or too much; nothing if it is whole. */
  private String difference(PhotoCounts expected, PhotoFolder photos) {
    PhotoCounts found =
        new PhotoCounts(
            Math.max(photos.classes(TRAIN).size(), photos.classes(VAL).size()),
            photos.count(TRAIN),
            photos.count(VAL));
    return found.equals(expected)
        ? ""
        : name()
            + " is not whole in "
            + photos.root()
            + ": found "
            + found.words()
            + "; expected "
            + expected.words()
            + ". Unpack what is missing and take out what is too much, or let the record say"
            + " `dataset: imagenet-part`, which takes what lies there";
  }

  /** Name the classes that are tested and not trained. */
  private static String strangers(PhotoFolder photos) {
    List<String> trained = photos.classes(TRAIN);
    List<String> strangers =
        photos.classes(VAL).stream().filter(c -> !trained.contains(c)).toList();
    return trained.isEmpty() || strangers.isEmpty()
        ? ""
        : "%d classes of %s have no folder in %s, the first of them %s"
            .formatted(
                strangers.size(),
                photos.root().resolve(VAL),
                photos.root().resolve(TRAIN),
                strangers.get(0));
  }

  private Path root(DataFolder folder) {
    return folder.directory().resolve(about.folder());
  }

  private PhotoFolder photos(DataFolder folder) {
    Path root = root(folder);
    PhotoFolder photos = new PhotoFolder(root, List.of(TRAIN, VAL));
    String letters = new Lookalikes(about, folder.directory()).letters();
    if (photos.classes(TRAIN).isEmpty() && !letters.isEmpty()) {
      throw new MissingDataException(
          name() + " has nothing to train on in " + root + "." + letters);
    }
    if (photos.classes(VAL).isEmpty()) {
      throw new MissingDataException(
          name()
              + " ("
              + about.title()
              + ") has no photographs in "
              + root.resolve(VAL)
              + "."
              + new Lookalikes(about, folder.directory()).hint()
              + " It takes about 145 GB; licence: "
              + about.licence()
              + ". No command gets it. Set datasets.dir to the directory that holds imagenet.");
    }
    return photos;
  }

  private List<Photo> subset(List<Photo> all, int wanted) {
    if (wanted == 0) {
      return all;
    }
    if (wanted < 0 || wanted > all.size()) {
      throw new DatasetException(
          name() + " has " + all.size() + " photographs there, not " + wanted + "; 0 means all");
    }
    return subset(all, new Stratified(all.size(), i -> all.get(i).label()).first(wanted));
  }

  private static List<Photo> subset(List<Photo> all, int[] chosen) {
    return IntStream.of(chosen).mapToObj(all::get).toList();
  }
}
