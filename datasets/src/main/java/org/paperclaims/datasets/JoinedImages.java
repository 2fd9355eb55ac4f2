package org.paperclaims.datasets;

/** The images of one set and then those of another, of the same size. */
record JoinedImages(Images first, Images second) implements Images {
  @Override
  public int count() {
    return first.count() + second.count();
  }

  @Override
  public ImageSize size() {
    return first.size();
  }

  @Override
  public int label(int index) {
    int rest = index - first.count();
    return rest < 0 ? first.label(index) : second.label(rest);
  }

  @Override
  public void read(int index, Raster into) {
    int rest = index - first.count();
    if (rest < 0) {
      first.read(index, into);
    } else {
      second.read(rest, into);
    }
  }
}
