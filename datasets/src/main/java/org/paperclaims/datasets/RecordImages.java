package org.paperclaims.datasets;

import java.util.List;

/**
 * Images in files of fixed-size records, memory-mapped: label bytes, then the pixels as red, green
 * and blue planes, row by row.
 */
final class RecordImages implements Images {
  private final List<MappedBytes> files;
  private final ImageSize size;
  private final int labelBytes;
  private final int perFile;
  private final byte[] labels;

  /**
   * Check the labels and make the set.
   *
   * @param files whole records, the same number in each
   * @param labelBytes label bytes a record; the last is the class
   * @throws DamagedDataException if a label is not one of the classes
   */
  RecordImages(List<MappedBytes> files, ImageSize size, int labelBytes, int classes) {
    this.files = List.copyOf(files);
    this.size = size;
    this.labelBytes = labelBytes;
    this.perFile = files.get(0).bytes().capacity() / (labelBytes + size.values());
    this.labels = new byte[perFile * files.size()];
    for (int index = 0; index < labels.length; index++) {
      MappedBytes file = files.get(index / perFile);
      int place = offset(index) + labelBytes - 1;
      byte label = file.bytes().get(place);
      if ((label & 0xFF) >= classes) {
        throw new DamagedDataException(
            String.format(
                "%s: the label at offset %d is %d, allowed 0 to %d",
                file.file(), place, label & 0xFF, classes - 1));
      }
      labels[index] = label;
    }
  }

  @Override
  public int count() {
    return labels.length;
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public int label(int index) {
    return labels[index] & 0xFF;
  }

  @Override
  public void read(int index, Raster into) {
    into.reshape(size);
    files
        .get(index / perFile)
        .bytes()
        .get(offset(index) + labelBytes, into.data(), 0, size.values());
  }

  private int offset(int index) {
    return index % perFile * (labelBytes + size.values());
  }
}
