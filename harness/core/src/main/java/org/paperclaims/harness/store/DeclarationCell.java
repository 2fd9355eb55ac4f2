package org.paperclaims.harness.store;

import java.util.Optional;
import org.paperclaims.harness.claim.Declaration;
import org.paperclaims.harness.run.CanonicalJson;
import org.paperclaims.harness.run.JsonException;

/**
 * The last cell of a verdict's row: its declaration with the digest that it had then. Rows of
 * earlier versions have nothing there.
 *
 * @param declaration canonical JSON
 * @param digest of it
 */
record DeclarationCell(String declaration, String digest) {
  static String write(Declaration declaration) {
    return CanonicalJson.write(new DeclarationCell(declaration.write(), declaration.digest()));
  }

  /**
   * Read a cell.
   *
   * @throws StoreException.Corrupt if it holds something else, or the digest is of something else
   */
  static Optional<Declaration> read(String cell) {
    if (cell.isEmpty()) {
      return Optional.empty();
    }
    try {
      DeclarationCell read = CanonicalJson.value(CanonicalJson.tree(cell), DeclarationCell.class);
      Declaration declaration = Declaration.read(read.declaration);
      if (!declaration.digest().equals(read.digest)) {
        throw new StoreException.Corrupt(
            "its declaration has the digest %s, and the row says %s"
                .formatted(declaration.digest(), Brief.of(read.digest)));
      }
      return Optional.of(declaration);
    } catch (JsonException e) {
      throw new StoreException.Corrupt(
          "its declaration is not one: " + Brief.of(e.getMessage()), e);
    }
  }
}
