package org.paperclaims.datasets;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A data set in a form that is not read here, told by the name of one of its files or folders.
 *
 * @param name of a file or folder, in small letters
 * @param telling whether the name says enough where it lies among other data sets
 * @param words that follow the file's name and "is"
 */
record OtherVersion(Pattern name, boolean telling, String words) {
  private static final String BINARY = "and the binary version is what is read here";
  private static final String PYTHON = "the Python version of it, " + BINARY;
  private static final String MATLAB = "the MATLAB version of it, " + BINARY;
  private static final String KAGGLE = "Kaggle's version of it, " + BINARY;
  private static final String PARQUET = "a Parquet table of it, which is not read here";
  private static final String WHOLE_NUMBERS =
      "the full numbers (format 1), and the cropped digits are what is read";
  private static final String PHOTOGRAPHS =
      "the unpacked photographs, and tiny-imagenet-200.zip itself is what is read";
  private static final String ARCHIVE = "an archive that was not unpacked";

  private static final Map<String, List<OtherVersion>> BY_FOLDER =
      Map.of(
          "cifar-10-batches-bin",
          List.of(
              telling("cifar-10-(python|batches-py).*", PYTHON),
              telling("cifar-10-(matlab|batches-mat).*", MATLAB),
              inside("data_batch_\\d|test_batch|batches\\.meta", PYTHON),
              inside("(data_batch_\\d|test_batch|batches\\.meta)\\.mat", MATLAB),
              inside("trainlabels\\.csv|(train|test)\\.7z", KAGGLE),
              inside(".*\\.parquet", PARQUET),
              inside(
                  "(train|test)\\.bin|(fine|coarse)_label_names\\.txt|cifar-100-.*",
                  "of CIFAR-100, whose folder is cifar-100-binary")),
          "cifar-100-binary",
          List.of(
              telling("cifar-100-python.*", PYTHON),
              telling("cifar-100-matlab.*", MATLAB),
              inside("train|test|meta", PYTHON),
              inside("(train|test|meta)\\.mat", MATLAB),
              inside(".*\\.parquet", PARQUET),
              inside(
                  "(data_batch_\\d|test_batch)\\.bin|batches\\.meta\\.txt|cifar-10-.*",
                  "of CIFAR-10, whose folder is cifar-10-batches-bin")),
          "svhn",
          List.of(
              inside("(train|test|extra)(\\.tar\\.gz|\\.tar)?", WHOLE_NUMBERS),
              inside("digitstruct\\.mat", WHOLE_NUMBERS),
              inside(".*\\.parquet", PARQUET)),
          "tiny-imagenet",
          List.of(
              telling("tiny-imagenet-200", PHOTOGRAPHS),
              inside("wnids\\.txt|words\\.txt", PHOTOGRAPHS)),
          "imagenet",
          List.of(
              telling("ilsvrc2012_img_(train|val).*\\.tar", ARCHIVE),
              inside("(train|val)\\.(tar|tar\\.gz|tgz|zip)", ARCHIVE),
              telling("imagenet-object-localization-challenge\\.zip", ARCHIVE),
              telling(
                  "ilsvrc", "the layout of Kaggle; its ILSVRC/Data/CLS-LOC holds train and val"),
              inside("validation|valid|ilsvrc2012_img_val", "another name of the folder val"),
              inside(".*\\.parquet", PARQUET),
              inside(".*\\.tfrecords?", "a TFRecord file of it, which is not read here")));

  private static OtherVersion telling(String name, String words) {
    return new OtherVersion(Pattern.compile(name), true, words);
  }

  private static OtherVersion inside(String name, String words) {
    return new OtherVersion(Pattern.compile(name), false, words);
  }

  /** Give the versions of the data set that has a folder. */
  static List<OtherVersion> of(DatasetCard card) {
    return BY_FOLDER.getOrDefault(card.folder(), List.of());
  }

  /** Tell whether a file or folder of some name is this version. */
  boolean has(String fileName) {
    return name.matcher(fileName.toLowerCase(Locale.ROOT)).matches();
  }
}
