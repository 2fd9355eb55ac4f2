package org.paperclaims.datasets;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paperclaims.datasets.DatasetCard.DataFile;
import org.paperclaims.datasets.DatasetCard.Download;

/**
 * SVHN, the cropped digits (Netzer et al., "Reading Digits in Natural Images with Unsupervised
 * Feature Learning", 2011): house numbers of 32x32 pixels in ten classes, 73,257 to train, 26,032
 * to test, and 531,131 easier ones. {@code svhn} trains on the first, {@code svhn-extra} on the
 * first and the easier ones together, as the recipe of Wide ResNets does. In the files the digit 0
 * has the label 10; here it is class 0.
 *
 * @param about the training files, then the test file
 * @param trained the number of training images
 */
record Svhn(DatasetCard about, int trained, Normalisation normalisation) implements Source {
  private static final int TESTED = 26_032;
  private static final int SIDE = 32;

  private static final List<String> LABELS =
      List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

  private static final String PLACE = "http://ufldl.stanford.edu/housenumbers/";

  private static final DataFile TRAIN =
      new DataFile(
          "train_32x32.mat",
          182_040_794,
          "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8");

  private static final DataFile EXTRA =
      new DataFile(
          "extra_32x32.mat",
          1_329_278_602,
          "a133a4beb38a00fcdda90c9489e0c04f900b660ce8a316a5e854838379a71eb3");

  private static final DataFile TEST =
      new DataFile(
          "test_32x32.mat",
          64_275_384,
          "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b");

  /** Constants of the 73,257 training images. */
  static Source svhn() {
    return new Svhn(
        card("svhn", "SVHN, cropped digits", List.of(TRAIN, TEST)),
        73_257,
        new Normalisation(List.of(0.4377, 0.4438, 0.4728), List.of(0.1980, 0.2010, 0.1970)));
  }

  /** Constants of the 604,388 training images. */
  static Source svhnExtra() {
    return new Svhn(
        card("svhn-extra", "SVHN, cropped digits with the extra set", List.of(TRAIN, EXTRA, TEST)),
        604_388,
        new Normalisation(List.of(0.4309, 0.4302, 0.4463), List.of(0.1965, 0.1983, 0.1994)));
  }

  private static DatasetCard card(String name, String title, List<DataFile> files) {
    return new DatasetCard(
        name,
        title,
        "Y. Netzer et al., Reading Digits in Natural Images, NIPS workshop 2011",
        "for non-commercial use only, as its makers say",
        "svhn",
        files,
        files.stream()
            .map(f -> new Download(URI.create(PLACE + f.name()), f.bytes(), f.sha256()))
            .toList());
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
    return DatasetOutline.images(trained, TESTED, LABELS.size(), SIDE);
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    folder.verify(about);
    List<Images> parts = new ArrayList<>();
    about.files().forEach(file -> parts.add(SvhnFile.images(folder, about, file)));
    Images test = parts.remove(parts.size() - 1);
    return new StoredImages(
            parts.size() == 1 ? parts.get(0) : new JoinedImages(parts.get(0), parts.get(1)),
            test,
            LABELS,
            normalisation,
            Checksum.of(about))
        .choose(spec, prefetcher);
  }
}
