package org.paperclaims.harness.claim;

/**
 * Where a claim comes from.
 *
 * @param paper such as {@code arXiv 1709.07634}
 * @param where such as {@code abstract} or {@code section 4.2, table 3}
 * @param quote the paper's words, or what they say; empty if there is no exact quote
 * @param doubt what is not certain about the source; empty if nothing
 */
public record Source(String paper, String where, String quote, String doubt) {}
