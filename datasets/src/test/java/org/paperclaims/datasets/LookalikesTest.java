package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Data that somebody put there by hand: the message says what lies in its place. */
class LookalikesTest {
  @TempDir Path directory;

  /** Make a file, or a folder if the path ends in a slash. */
  private Path place(String path) throws IOException {
    Path place = directory.resolve(path);
    if (path.endsWith("/")) {
      return Files.createDirectories(place);
    }
    Files.createDirectories(place.getParent());
    return Files.writeString(place, "anything");
  }

  private void isSaid(String dataset, Path found, String said) {
    assertThatThrownBy(() -> new Datasets(directory).open(DatasetSpec.whole(dataset)))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContainingAll(found.toString(), said);
  }

  @ParameterizedTest
  @CsvSource({
    "cifar10,cifar-10-batches-bin/data_batch_1,the Python version",
    "cifar10,cifar-10-batches-bin/batches.meta,the Python version",
    "cifar10,cifar-10-batches-bin/cifar-10-batches-py/,the Python version",
    "cifar10,cifar-10-batches-py/,the Python version",
    "cifar10,cifar-10-batches-py.tar.gz,the Python version",
    "cifar10,cifar-10-python (1).tar.gz,the Python version",
    "cifar10,cifar-10-batches-bin/test_batch.mat,the MATLAB version",
    "cifar10,cifar-10-batches-mat/,the MATLAB version",
    "cifar10,cifar-10-batches-bin/trainLabels.csv,Kaggle's version",
    "cifar10,cifar-10-batches-bin/train-00000-of-00001.parquet,a Parquet table",
    "cifar10,cifar-10-batches-bin/train.bin,of CIFAR-100",
    "cifar10,cifar-10-batches-bin/cifar-100-binary.tar.gz,of CIFAR-100",
    "cifar100,cifar-100-binary/meta,the Python version",
    "cifar100,cifar-100-python/,the Python version",
    "cifar100,cifar-100-binary/train.mat,the MATLAB version",
    "cifar100,cifar-100-binary/data_batch_3.bin,of CIFAR-10",
    "cifar100,cifar-100-binary/batches.meta.txt,of CIFAR-10",
    "svhn,svhn/train.tar.gz,the full numbers",
    "svhn,svhn/test/digitStruct.mat,the full numbers",
    "svhn-extra,svhn/extra.tar.gz,the full numbers",
    "svhn,svhn/cropped_digits.parquet,a Parquet table",
    "tiny-imagenet,tiny-imagenet-200/,the unpacked photographs",
    "tiny-imagenet,tiny-imagenet/wnids.txt,the unpacked photographs",
    "imagenet,imagenet/train-00000-of-00294.parquet,a Parquet table",
    "imagenet-part,imagenet/validation/n01440764/,another name of the folder val",
    "imagenet,ILSVRC/Data/CLS-LOC/val/,the layout of Kaggle"
  })
  void another_version_is_called_that(String dataset, String path, String said) throws IOException {
    Path found = place(path);
    Path named = path.contains("digitStruct") || path.contains("n014") ? found.getParent() : found;
    isSaid(dataset, path.startsWith("ILSVRC") ? directory.resolve("ILSVRC") : named, said);
  }

  @ParameterizedTest
  @CsvSource({
    "cifar10,cifar-10-binary.tar.gz,an archive that was not unpacked",
    "cifar10,cifar-10-batches-bin/cifar-10-binary.tar.gz,or fetch with `--from",
    "cifar10,cifar-10-binary.tar,an archive that was not unpacked",
    "cifar10,cifar-10-binary (2).tar.gz,an archive that was not unpacked",
    "cifar10,cifar-10-binary.tar.gz.crdownload,a download that did not end",
    "cifar100,cifar-100-binary.tar.gz,an archive that was not unpacked",
    "svhn,svhn/train_32x32.mat.gz,an archive that was not unpacked",
    "svhn,svhn/test_32x32.mat.part,a download that did not end",
    "svhn,svhn/train_32x32 (1).mat,rename it",
    "tiny-imagenet,tiny-imagenet/tiny-imagenet-200 (1).zip,rename it",
    "imagenet,imagenet/val.tar,an archive that was not unpacked",
    "imagenet,ILSVRC2012_img_val.tar,an archive that was not unpacked"
  })
  void an_archive_that_was_not_unpacked_and_half_a_download_are_called_that(
      String dataset, String path, String said) throws IOException {
    isSaid(dataset, place(path), said);
  }

  @ParameterizedTest
  @CsvSource({
    "cifar10,CIFAR-10-Batches-Bin/data_batch_1.bin",
    "cifar100,Cifar-100-Binary/train.bin",
    "svhn,SVHN/train_32x32.mat",
    "tiny-imagenet,Tiny-ImageNet/tiny-imagenet-200.zip",
    "imagenet,ImageNet/val/n01440764/",
    "imagenet-part,ImageNet/train/"
  })
  void a_folder_whose_name_has_other_letters_is_to_be_renamed(String dataset, String path)
      throws IOException {
    place(path);
    isSaid(dataset, directory.resolve(path.split("/")[0]), "rename it to " + directory);
  }

  @ParameterizedTest
  @CsvSource({
    "cifar10,cifar-10-batches-bin/Test_Batch.bin,test_batch.bin",
    "cifar100,cifar-100-binary/TRAIN.BIN,train.bin",
    "svhn,svhn/TRAIN_32X32.MAT,train_32x32.mat",
    "tiny-imagenet,tiny-imagenet/Tiny-Imagenet-200.ZIP,tiny-imagenet-200.zip",
    "imagenet,imagenet/Val/,val"
  })
  void a_file_whose_name_has_other_letters_is_to_be_renamed(
      String dataset, String path, String name) throws IOException {
    isSaid(dataset, place(path), "rename it to " + name + ".");
  }

  @Test
  void a_training_folder_in_other_letters_is_not_passed_over() throws IOException {
    place("imagenet/val/n01440764/a.JPEG");
    isSaid("imagenet-part", place("imagenet/Train/"), "rename it to train.");
  }

  @ParameterizedTest
  @CsvSource({
    "cifar10,cifar-10-batches-bin/cifar-10-batches-bin/data_batch_1.bin",
    "cifar10,cifar-10-batches-bin/new folder/data_batch_1.bin",
    "cifar10,cifar-10-binary/cifar-10-batches-bin/data_batch_1.bin",
    "cifar100,data/test.bin",
    "svhn,svhn/svhn/test_32x32.mat",
    "svhn,housenumbers/train_32x32.mat",
    "tiny-imagenet,downloads/tiny-imagenet-200.zip",
    "imagenet,imagenet/imagenet/val/n01440764/",
    "imagenet,imagenet/ILSVRC2012/val/n01440764/"
  })
  void a_folder_too_deep_is_named_with_where_its_files_belong(String dataset, String path)
      throws IOException {
    Path found = place(path);
    Path holder = path.startsWith("imagenet") ? found.getParent().getParent() : found.getParent();
    isSaid(dataset, holder, "holds its files: move them into " + directory);
  }

  @ParameterizedTest
  @CsvSource({
    "cifar10,data_batch_1.bin",
    "cifar100,train.bin",
    "svhn,train_32x32.mat",
    "tiny-imagenet,tiny-imagenet-200.zip",
    "imagenet,val/n01440764/"
  })
  void a_directory_that_is_the_sets_own_folder_is_called_that(String dataset, String path)
      throws IOException {
    place(path);
    isSaid(dataset, directory, "itself holds its files");
  }

  @Test
  void a_file_and_a_link_to_nothing_in_the_folders_place_are_called_that() throws IOException {
    isSaid("cifar10", place("cifar-10-batches-bin"), "is a file, and no folder");
    Path link =
        Files.createSymbolicLink(directory.resolve("svhn"), directory.resolve("unplugged disk"));
    isSaid("svhn", link, "is a link to nothing");
  }

  @Test
  void other_sets_next_to_it_are_not_taken_for_it() throws IOException {
    for (String path :
        List.of(
            "tiny-imagenet-200/val/images/",
            "coco/val/",
            "svhn/train/",
            "mnist/train-images.parquet",
            "cifar-10-batches-py/data_batch_1")) {
      place(path);
    }
    for (String dataset : List.of("imagenet", "cifar100")) {
      assertThatThrownBy(() -> new Datasets(directory).open(DatasetSpec.whole(dataset)))
          .hasMessageNotContainingAny("holds its files", "rename", " is the ", " is a", "of CIFAR");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cifar10,cifar-10-batches-bin/data_batch_1.bin,1F8B08,a gzip archive",
    "cifar100,cifar-100-binary/test.bin,504B0304,a zip archive",
    "svhn,svhn/test_32x32.mat,894844460D0A1A0A,HDF5",
    "svhn,svhn/train_32x32.mat,FD377A585A00,an xz archive",
    "tiny-imagenet,tiny-imagenet/tiny-imagenet-200.zip,0000,zeros"
  })
  void a_file_that_was_packed_or_saved_another_way_says_how_it_begins(
      String dataset, String path, String start, String said) throws IOException {
    Files.write(place(path), java.util.HexFormat.of().parseHex(start));
    assertThat(new Datasets(directory).verify(dataset).map(FileCheck::problem))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .contains(directory.resolve(path) + " is short", "It begins as " + said));
  }
}
