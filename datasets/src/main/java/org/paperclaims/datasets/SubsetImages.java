package org.paperclaims.datasets;

/** Some of the images of another set, without a copy. */
record SubsetImages(Images all, int[] chosen) implements Images {
  @Override
  public int count() {
    return chosen.length;
  }

  @Override
  public ImageSize size() {
    return all.size();
  }

  @Override
  public int label(int index) {
    return all.label(chosen[index]);
  }

  @Override
  public void read(int index, Raster into) {
    all.read(chosen[index], into);
  }
}
