package org.paperclaims.harness.claim;

/**
 * Where a claim comes from.
 *
 * @param paper that makes it
 * @param where such as {@code abstract} or {@code section 4.2, table 3}
 * @param quote the paper's words, or what they say; empty if there is no exact quote
 * @param doubt what is not certain about the source; empty if nothing
 */
public record Source(Paper paper, String where, String quote, String doubt) {
  /**
   * Make a source of a paper that a text names.
   *
   * @param paper such as {@code arXiv 1709.07634}
   */
  public Source(String paper, String where, String quote, String doubt) {
    this(Paper.told(paper), where, quote, doubt);
  }
}
