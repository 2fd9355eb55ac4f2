package org.paperclaims.datasets;

import java.net.URI;
import java.util.List;
import org.paperclaims.datasets.DatasetCard.DataFile;
import org.paperclaims.datasets.DatasetCard.Download;

/** CIFAR-10 as its makers give it. */
final class Cifar10 {
  /** 10,000 records of 1 + 3072 bytes. */
  private static final long BYTES = 30_730_000;

  private Cifar10() {}

  static final DatasetCard CARD =
      new DatasetCard(
          "cifar10",
          "CIFAR-10, binary version",
          "A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
          "none stated by its makers; free to use, cite the report",
          "cifar-10-batches-bin",
          List.of(
              new DataFile(
                  "data_batch_1.bin",
                  BYTES,
                  "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
              new DataFile(
                  "data_batch_2.bin",
                  BYTES,
                  "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
              new DataFile(
                  "data_batch_3.bin",
                  BYTES,
                  "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
              new DataFile(
                  "data_batch_4.bin",
                  BYTES,
                  "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
              new DataFile(
                  "data_batch_5.bin",
                  BYTES,
                  "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add"),
              new DataFile(
                  "test_batch.bin",
                  BYTES,
                  "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")),
          List.of(
              new Download(
                  URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                  170_052_171L,
                  "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")));

  static final List<String> LABELS =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** The statistics of the 50,000 training images. */
  static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.4914, 0.4822, 0.4465), List.of(0.2470, 0.2435, 0.2616));

  static Source source() {
    return new Cifar(CARD, 1, LABELS, NORMALISATION);
  }
}
