package org.paperclaims.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.catalogue.CatalogueException;
import org.paperclaims.harness.catalogue.CheckedCatalogue;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.suite.Catalogues;

/**
 * A catalogue file as {@code claims check} sees it.
 *
 * @param claims that could be read
 * @param mistakes in the order of the file's lines
 */
record CheckedFile(Path file, List<Claim> claims, List<CatalogueException> mistakes) {
  CheckedFile {
    claims = List.copyOf(claims);
    mistakes = List.copyOf(mistakes);
  }

  /** Read the files; an id that another of them has, or the class path, is a mistake. */
  static List<CheckedFile> all(List<Path> files) {
    Map<String, Claim> known = new HashMap<>();
    Catalogues.onClassPath().forEach(claim -> known.put(claim.id(), claim));
    return files.stream().map(file -> of(file, known)).toList();
  }

  private static CheckedFile of(Path file, Map<String, Claim> known) {
    CheckedCatalogue checked = Catalogue.check(file);
    List<CatalogueException> mistakes = new ArrayList<>(checked.mistakes());
    for (Claim claim : checked.claims()) {
      Claim other = known.put(claim.id(), claim);
      // The source of a catalogue on the class path is that catalogue.
      if (other != null && !other.file().equals(claim.file())) {
        mistakes.add(
            new CatalogueException(
                claim.file(),
                claim.line(),
                1,
                "field 'id': found '%s', which %s:%d has already; ids are unique over all catalogues"
                    .formatted(claim.id(), other.file(), other.line())));
      }
    }
    mistakes.sort(
        Comparator.comparingInt(CatalogueException::line)
            .thenComparingInt(CatalogueException::column));
    return new CheckedFile(file, checked.claims(), mistakes);
  }

  /** Say in one line what the file is. */
  String summary() {
    if (!mistakes.isEmpty()) {
      return "%s has %d %s; every part that stands for itself was read"
          .formatted(file, mistakes.size(), mistakes.size() == 1 ? "mistake" : "mistakes");
    }
    return "%s: %d %s of %s"
        .formatted(
            file,
            claims.size(),
            claims.size() == 1 ? "claim" : "claims",
            claims.get(0).source().paper().text());
  }

  /** Say what every claim runs at every tier. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(summary()));
    for (Claim claim : claims) {
      lines.add("");
      lines.add("%s (%s), line %d".formatted(claim.id(), claim.kind(), claim.line()));
      for (Tier tier : Tier.values()) {
        if (claim.tiers().get(tier) instanceof TierPlan.NotAttempted not
            && !not.equals(TierPlan.NotAttempted.UNSAID)) {
          lines.add("  %-8s not attempted: %s".formatted(tier.id(), not.reason()));
        }
        for (PlannedCase planned : PlannedCase.of(claim, tier)) {
          lines.add("  %-8s %s".formatted(tier.id(), planned.line()));
        }
      }
    }
    lines.add("");
    for (Tier tier : Tier.values()) {
      long runs = PlannedCase.differentRuns(claims, tier);
      if (runs > 0) {
        lines.add("%-8s %d different runs with each engine".formatted(tier.id(), runs));
      }
    }
    return lines;
  }

  void putInto(ObjectNode node) {
    node.put("file", file.toString());
    ArrayNode wrong = node.putArray("mistakes");
    for (CatalogueException mistake : mistakes) {
      wrong
          .addObject()
          .put("line", mistake.line())
          .put("column", mistake.column())
          .put("message", mistake.getMessage());
    }
    ArrayNode all = node.putArray("claims");
    claims.forEach(claim -> put(claim, all.addObject()));
    ObjectNode runs = node.putObject("runs");
    Stream.of(Tier.values())
        .forEach(tier -> runs.put(tier.id(), PlannedCase.differentRuns(claims, tier)));
  }

  private static void put(Claim claim, ObjectNode node) {
    node.put("id", claim.id());
    node.put("kind", claim.kind());
    node.put("line", claim.line());
    ObjectNode tiers = node.putObject("tiers");
    for (Tier tier : Tier.values()) {
      ObjectNode plan = tiers.putObject(tier.id());
      if (claim.tiers().get(tier) instanceof TierPlan.NotAttempted not) {
        plan.put("not_attempted", not.reason());
      }
      ArrayNode cases = plan.putArray("cases");
      PlannedCase.of(claim, tier).forEach(planned -> planned.putInto(cases.addObject()));
    }
  }
}
