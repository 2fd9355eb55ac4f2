package org.paperclaims.datasets;

import java.nio.file.Path;
import java.util.Optional;

/** A data set that a plug-in brings, held to what it says of itself. */
final class Provided implements Source {
  private final DatasetProvider provider;
  private final String name;
  private final ImageSize size;
  private final DatasetOutline outline;
  private final Optional<DatasetCard> card;

  /**
   * Ask a plug-in for what is known before files are read.
   *
   * @throws IllegalArgumentException if it describes no data set that can be read
   */
  Provided(DatasetProvider provider) {
    this.provider = provider;
    this.name = provider.name();
    this.size = provider.size();
    this.card = provider.card();
    if (size.height() != size.width() || (size.channels() != 1 && size.channels() != 3)) {
      throw refuse("images of %s", size, "square ones of 1 or 3 channels");
    }
    int channels = provider.normalisation().mean().size();
    if (channels != size.channels()) {
      throw refuse("means of %s channels", channels, "one mean a channel: " + size.channels());
    }
    int classes = provider.labels().size();
    if (classes < 2 || classes > 1 << 16) {
      throw refuse("%s classes", classes, "2 to 65,536");
    }
    if (provider.trained() < classes || provider.tested() < 1) {
      throw refuse(
          "%s images",
          provider.trained() + " training and " + provider.tested() + " test",
          "a training image of each class, and a test image, or more");
    }
    if (card.filter(c -> !c.name().equals(name)).isPresent()) {
      throw refuse("a card called '%s'", card.map(DatasetCard::name).orElse(""), name);
    }
    this.outline =
        DatasetOutline.images(provider.trained(), provider.tested(), classes, size.height())
            .ofChannels(size.channels());
  }

  private IllegalArgumentException refuse(String found, Object value, String allowed) {
    return new IllegalArgumentException(
        "data set '%s': found %s, allowed %s".formatted(name, found.formatted(value), allowed));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public DatasetOutline outline() {
    return outline;
  }

  @Override
  public Optional<DatasetCard> card() {
    return card;
  }

  @Override
  public Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher) {
    card.ifPresent(folder::verify);
    Path place = card.map(c -> folder.directory().resolve(c.folder())).orElse(folder.directory());
    return new StoredImages(
            part(DatasetProvider.Part.TRAIN, place, outline.train()),
            part(DatasetProvider.Part.TEST, place, outline.test()),
            provider.labels(),
            provider.normalisation(),
            card.map(Checksum::of)
                .orElseGet(() -> Checksum.of(name + " version " + provider.version())))
        .choose(spec, prefetcher);
  }

  private Images part(DatasetProvider.Part part, Path place, int count) {
    LabelledImages images;
    try {
      images = provider.images(part, place);
    } catch (DatasetException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new DatasetException(
          "%s, which brings the data set '%s', threw %s"
              .formatted(provider.getClass().getName(), name, e),
          e);
    }
    if (images.count() != count) {
      throw new DatasetException(
          "%s gives %d images of '%s' (%s) where it says that there are %d"
              .formatted(provider.getClass().getName(), images.count(), name, part, count));
    }
    int classes = outline.classes();
    int[] labels = new int[count];
    for (int index = 0; index < count; index++) {
      labels[index] = images.label(index);
      if (labels[index] < 0 || labels[index] >= classes) {
        throw new DatasetException(
            "%s gives image %d of '%s' (%s) the class %d; allowed are 0 to %d"
                .formatted(
                    provider.getClass().getName(), index, name, part, labels[index], classes - 1));
      }
    }
    return new Read(images, size, labels);
  }

  private record Read(LabelledImages images, ImageSize size, int[] labels) implements Images {
    @Override
    public int count() {
      return labels.length;
    }

    @Override
    public int label(int index) {
      return labels[index];
    }

    @Override
    public void read(int index, Raster into) {
      into.reshape(size);
      images.read(index, into.data());
    }
  }
}
