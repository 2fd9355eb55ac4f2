package org.paperclaims.datasets;

import java.net.URI;
import java.util.List;
import org.paperclaims.datasets.DatasetCard.DataFile;
import org.paperclaims.datasets.DatasetCard.Download;

/** CIFAR-100 as its makers give it, with its fine labels. */
final class Cifar100 {
  private static final int RECORD = 2 + 3072;

  private Cifar100() {}

  static final DatasetCard CARD =
      new DatasetCard(
          "cifar100",
          "CIFAR-100, binary version",
          "A. Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009",
          "none stated by its makers; free to use, cite the report",
          "cifar-100-binary",
          List.of(
              new DataFile(
                  "train.bin",
                  50_000L * RECORD,
                  "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29"),
              new DataFile(
                  "test.bin",
                  10_000L * RECORD,
                  "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a")),
          List.of(
              new Download(
                  URI.create("https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz"),
                  168_513_733L,
                  "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")));

  static final List<String> LABELS =
      List.of(
          """
          apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl
          boy bridge bus butterfly camel can castle caterpillar cattle chair
          chimpanzee clock cloud cockroach couch crab crocodile cup dinosaur
          dolphin elephant flatfish forest fox girl hamster house kangaroo
          keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree
          motorcycle mountain mouse mushroom oak_tree orange orchid otter
          palm_tree pear pickup_truck pine_tree plain plate poppy porcupine possum
          rabbit raccoon ray road rocket rose sea seal shark shrew skunk
          skyscraper snail snake spider squirrel streetcar sunflower sweet_pepper
          table tank telephone television tiger tractor train trout tulip turtle
          wardrobe whale willow_tree wolf woman worm
          """
              .strip()
              .split("\\s+"));

  /** The statistics of the 50,000 training images. */
  static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.5071, 0.4865, 0.4409), List.of(0.2673, 0.2564, 0.2762));

  static Source source() {
    return new Cifar(CARD, 2, LABELS, NORMALISATION);
  }
}
