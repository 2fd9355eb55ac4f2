package org.paperclaims.harness.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The mistakes of a catalogue, in the order in which they were found. The parts of a record are
 * read one after the other, and each that does not rest on a wrong one is read, so that one reading
 * tells more than the first mistake.
 */
final class Mistakes {
  private final List<CatalogueException> found = new ArrayList<>();

  /** Read a part; nothing where it has a mistake, which is kept. */
  <T> Optional<T> in(Supplier<T> part) {
    try {
      return Optional.of(part.get());
    } catch (CatalogueException e) {
      keep(e);
      return Optional.empty();
    }
  }

  /** Check a part, and keep its mistake. */
  void check(Runnable part) {
    try {
      part.run();
    } catch (CatalogueException e) {
      keep(e);
    }
  }

  /** A mistake in an arm is met again at every tier. */
  private void keep(CatalogueException mistake) {
    String message = String.valueOf(mistake.getMessage());
    if (found.stream().noneMatch(other -> message.equals(other.getMessage()))) {
      found.add(mistake);
    }
  }

  List<CatalogueException> all() {
    return List.copyOf(found);
  }
}
