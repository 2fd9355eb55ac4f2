package org.paperclaims.datasets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.paperclaims.datasets.DatasetCard.DataFile;
import org.paperclaims.datasets.DatasetCard.Download;

/**
 * Tiny ImageNet (Stanford CS231n, 2015): photographs of 64x64 pixels in 200 of ImageNet's classes,
 * 100,000 to train and 10,000 to validate, which serve as the test images since the true test
 * labels were never published. Read from the archive as its makers give it.
 *
 * @param about one file, the archive
 */
record TinyImageNet(DatasetCard about) implements Source {
  private static final ImageSize SIZE = new ImageSize(3, 64, 64);
  private static final int TRAIN = 100_000;
  private static final int TEST = 10_000;
  private static final int CLASSES = 200;
  private static final String ROOT = "tiny-imagenet-200/";
  private static final String NAME = "tiny-imagenet-200.zip";
  private static final long BYTES = 248_100_043;
  private static final String SHA256 =
      "6198c8ae015e2b3e007c7841da39ec069199b9aa3bfa943a462022fe5e43c821";

  /** The statistics of the 100,000 training images. */
  private static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.4802, 0.4481, 0.3975), List.of(0.2770, 0.2691, 0.2821));

  TinyImageNet() {
    this(
        new DatasetCard(
            "tiny-imagenet",
            "Tiny ImageNet",
            "Stanford CS231n, 2015, from ImageNet",
            "as ImageNet: for non-commercial research",
            "tiny-imagenet",
            List.of(new DataFile(NAME, BYTES, SHA256)),
            List.of(
                new Download(URI.create("http://cs231n.stanford.edu/" + NAME), BYTES, SHA256))));
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
    return DatasetOutline.images(TRAIN, TEST, CLASSES, SIZE.height());
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    folder.verify(about);
    DataFile file = about.files().get(0);
    List<String> classes = classes(folder.file(about, file));
    UnpackedRecords records = new UnpackedRecords(folder, about);
    Images train =
        records.images(
            file,
            "train-",
            SIZE,
            classes.size(),
            (packed, to) -> unpack(packed, classes, TinyImageNet::training, to));
    Images test =
        records.images(
            file,
            "val-",
            SIZE,
            classes.size(),
            (packed, to) -> unpack(packed, classes, TinyImageNet::validation, to));
    return new StoredImages(train, test, classes, NORMALISATION, Checksum.of(about))
        .choose(spec, prefetcher);
  }

  private static List<String> classes(Path archive) {
    try (ZipFile zip = new ZipFile(archive.toFile())) {
      return text(zip, "wnids.txt").lines().map(String::strip).sorted().toList();
    } catch (DamagedDataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw unreadable(archive, e);
    }
  }

  /** Gives the images of a part, by entry name, with their classes, in a fixed order. */
  private interface Part {
    Map<String, String> images(ZipFile zip) throws IOException;
  }

  private static Map<String, String> training(ZipFile zip) {
    Map<String, String> images = new HashMap<>();
    zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith(ROOT + "train/") && name.endsWith(".JPEG"))
        .forEach(name -> images.put(name, name.split("/")[2]));
    return images;
  }

  private static Map<String, String> validation(ZipFile zip) throws IOException {
    Map<String, String> images = new HashMap<>();
    text(zip, "val/val_annotations.txt")
        .lines()
        .map(line -> line.split("\t"))
        .forEach(fields -> images.put(ROOT + "val/images/" + fields[0], fields[1]));
    return images;
  }

  private static void unpack(Path archive, List<String> classes, Part part, Path records) {
    Raster image = new Raster();
    try (ZipFile zip = new ZipFile(archive.toFile());
        PhotoFile decoder = new PhotoFile();
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(records), 1 << 20)) {
      Map<String, String> images = part.images(zip);
      List<String> names = new ArrayList<>(images.keySet());
      names.sort(null);
      for (String name : names) {
        int label = classes.indexOf(images.get(name));
        if (label < 0) {
          throw new DamagedDataException(
              archive + ": " + name + " is of the unknown class " + images.get(name));
        }
        decoder.decode(archive + ": " + name, bytes(zip, name), image);
        if (image.height() != SIZE.height() || image.width() != SIZE.width()) {
          throw new DamagedDataException(archive + ": " + name + " is not of 64 x 64 pixels");
        }
        out.write(label);
        out.write(image.data(), 0, image.values());
      }
    } catch (DamagedDataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw unreadable(archive, e);
    }
  }

  private static DamagedDataException unreadable(Path archive, Exception e) {
    return new DamagedDataException(archive + " cannot be read as Tiny ImageNet: " + e, e);
  }

  private static String text(ZipFile zip, String name) throws IOException {
    return new String(bytes(zip, ROOT + name), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new DamagedDataException(zip.getName() + " holds no " + name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
