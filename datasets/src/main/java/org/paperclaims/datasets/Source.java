package org.paperclaims.datasets;

import java.util.Optional;
import java.util.stream.Stream;

/** A data set by its name: where it comes from, before anybody asks for a part of it. */
interface Source {
  String name();

  /** Give what is known of it before anything is read. */
  DatasetOutline outline();

  /** Give what there is to say about it; empty if it is generated. */
  default Optional<DatasetCard> card() {
    return Optional.empty();
  }

  /**
   * Open what the spec asks for.
   *
   * @throws DatasetException if the data is missing or damaged, or cannot give what is asked
   */
  Dataset open(DatasetSpec spec, DataFolder folder, Prefetcher prefetcher);

  /** Verify what lies in the folder, lazily, and say of each file what is wrong with it. */
  default Stream<FileCheck> verify(DataFolder folder) {
    return card().stream().flatMap(c -> c.files().stream().map(file -> folder.check(c, file)));
  }
}
