package org.paperclaims.harness.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.harness.run.ShownText;

/**
 * Reads catalogues of claims. A catalogue is a YAML file with the paper and its claims; {@code
 * docs/claims.md} describes every field. Nothing that a verdict depends on is ever guessed: what is
 * missing, unknown or impossible is refused with its file, line, column and field.
 */
public final class Catalogue {
  private Catalogue() {}

  /**
   * Read a catalogue from a file.
   *
   * @throws CatalogueException if it cannot be read or has a mistake
   */
  public static List<Claim> read(Path file) {
    String name =
        ShownText.name(file.getNameCount() == 0 ? file.toString() : file.getFileName().toString());
    return read(name, YamlReader.text(file, "a catalogue"));
  }

  /**
   * Read a catalogue from text.
   *
   * @param name stands for the file in messages and in {@link Claim#file}
   * @throws CatalogueException if it has a mistake
   */
  public static List<Claim> read(String name, String yaml) {
    RecordFields fields =
        RecordFields.of(
            "catalogue", YamlReader.read(name, yaml), "a catalogue (paper, recipes, claims)");
    Paper paper = PaperReader.read(fields);
    Recipes recipes = Recipes.read(fields);
    List<Claim> claims = new ArrayList<>();
    Map<String, YamlNode.Place> places = new LinkedHashMap<>();
    for (YamlNode node : fields.items("claims", "a list of claims")) {
      Claim claim = new ClaimReader(paper, recipes).read(node);
      YamlNode.Place before = places.putIfAbsent(claim.id(), node.place());
      if (before != null) {
        throw node.place()
            .refuse(
                "field 'id': found '"
                    + claim.id()
                    + "' a second time, allowed once (first on line "
                    + before.line()
                    + ")");
      }
      claims.add(claim);
    }
    fields.end();
    return List.copyOf(claims);
  }
}
