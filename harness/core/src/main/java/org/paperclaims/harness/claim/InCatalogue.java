package org.paperclaims.harness.claim;

/** A claim, or as much of it as was read. */
public interface InCatalogue {
  /** Give the id, in lower case with dashes, unique over all catalogues. */
  String id();

  /** Give the catalogue's file, without its folders. */
  String file();

  /** Give the line where the record starts, from 1 on. */
  int line();

  /** Give the name of the claim's catalogue: its file's, without an ending. */
  default String catalogue() {
    int dot = file().lastIndexOf('.');
    return dot > 0 ? file().substring(0, dot) : file();
  }
}
