package org.paperclaims.architectures;

/**
 * The erase rule (EraseReLU, arXiv 1709.07634): which rectifiers of which modules are replaced by
 * identity. Written {@code none} or {@code location@proportion[:selection]}, such as {@code
 * last@100%} or {@code first@50%:input}. A pure function Network -> Network that changes no
 * parameter.
 *
 * @param location which rectifiers of a module
 * @param percent how many of the modules, 0 to 100
 * @param selection which modules, when not all
 */
public record Erasure(Location location, int percent, Selection selection) {
  public Erasure {
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException(
          "a proportion lies between 0% and 100%, found " + percent + "%");
    }
  }

  /** Give the erasure that erases nothing. */
  public static Erasure none() {
    return new Erasure(new Location.None(), 0, Selection.EVEN);
  }
}
