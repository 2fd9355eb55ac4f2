package org.paperclaims.datasets;

/** A data set whose parts are at hand. */
record OpenedDataset(
    DatasetSpec spec,
    Task task,
    ImageSize example,
    Split train,
    Split test,
    String checksum,
    Prefetcher prefetcher)
    implements Dataset {
  @Override
  public void close() {
    prefetcher.close();
  }
}
