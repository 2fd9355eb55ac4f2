package org.paperclaims.datasets;

/** A data set by its name: where it comes from, before anybody asks for a part of it. */
interface Source {
  String name();

  /**
   * Open what the spec asks for.
   *
   * @throws DatasetException if the data is missing or damaged, or cannot give what is asked
   */
  Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher);
}
