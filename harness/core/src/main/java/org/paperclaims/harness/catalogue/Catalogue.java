package org.paperclaims.harness.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimOutline;
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
    return read(name(file), YamlReader.text(file, "a catalogue"));
  }

  /**
   * Read a catalogue from text.
   *
   * @param name stands for the file in messages and in {@link Claim#file}
   * @throws CatalogueException if it has a mistake
   */
  public static List<Claim> read(String name, String yaml) {
    CheckedCatalogue checked = check(name, yaml);
    if (!checked.mistakes().isEmpty()) {
      throw checked.mistakes().get(0);
    }
    return checked.claims();
  }

  /**
   * Read those parts of a catalogue that a list shows, which takes a tenth of the time. Mistakes in
   * the other parts are not found.
   *
   * @param name stands for the file in messages and in {@link ClaimOutline#file}
   * @throws CatalogueException if a part that is shown has a mistake
   */
  public static List<ClaimOutline> outline(String name, String yaml) {
    return OutlineReader.read(name, yaml);
  }

  /**
   * Read what can be read of a file, and find the mistakes in the rest.
   *
   * @return a mistake, too, where the file cannot be read
   */
  public static CheckedCatalogue check(Path file) {
    Mistakes mistakes = new Mistakes();
    return mistakes
        .in(() -> YamlReader.text(file, "a catalogue"))
        .map(yaml -> check(name(file), yaml))
        .orElseGet(() -> new CheckedCatalogue(List.of(), mistakes.all()));
  }

  /** Read what can be read of a text, and find the mistakes in the rest. */
  public static CheckedCatalogue check(String name, String yaml) {
    Mistakes mistakes = new Mistakes();
    List<Claim> claims = new ArrayList<>();
    mistakes.check(
        () -> {
          RecordFields fields =
              RecordFields.of(
                  "catalogue",
                  YamlReader.read(name, yaml, "a catalogue"),
                  "a catalogue (paper, recipes, claims)");
          read(fields, mistakes, claims);
          fields.end();
        });
    return new CheckedCatalogue(claims, mistakes.all());
  }

  private static void read(RecordFields fields, Mistakes mistakes, List<Claim> claims) {
    Optional<Paper> paper = mistakes.in(() -> PaperReader.read(fields));
    Optional<Recipes> recipes = mistakes.in(() -> Recipes.read(fields));
    Map<String, YamlNode.Place> places = new LinkedHashMap<>();
    for (YamlNode node : fields.items("claims", "a list of claims")) {
      if (recipes.isEmpty()) {
        // A tier that names a recipe which has a mistake itself has none.
        continue;
      }
      ClaimReader reader = new ClaimReader(paper.orElse(Paper.told("")), recipes.get(), mistakes);
      reader
          .read(node)
          .ifPresent(
              claim -> {
                mistakes.check(() -> refuseTwice(places, claim, node));
                claims.add(claim);
              });
    }
  }

  private static void refuseTwice(Map<String, YamlNode.Place> places, Claim claim, YamlNode node) {
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
  }

  private static String name(Path file) {
    return ShownText.name(
        file.getNameCount() == 0 ? file.toString() : file.getFileName().toString());
  }
}
