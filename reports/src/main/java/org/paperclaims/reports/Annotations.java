package org.paperclaims.reports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.suite.CaseOutcome;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.SuiteResult;

/**
 * Verdicts as workflow commands that GitHub shows at the line of the claim's record: an error for a
 * claim that fails, a warning for one that nothing was decided about. A job's log alone would hide
 * them, and a skipped test is seen nowhere.
 */
final class Annotations {
  /** GitHub shows no more of a kind for each step. */
  private static final int SHOWN = 10;

  /** Catalogues lie no deeper in a checkout. */
  private static final int DEPTH = 12;

  private final Path checkout;
  private final List<Path> catalogues;
  private final Map<String, Optional<String>> files = new HashMap<>();

  private Annotations(Path checkout, List<Path> catalogues) {
    this.checkout = checkout;
    this.catalogues = catalogues;
  }

  /**
   * Give the commands for a suite.
   *
   * @param catalogues files that were named; others are looked for in the checkout
   * @param environment of the process; without {@code GITHUB_ACTIONS} there are none
   */
  static List<String> of(
      SuiteResult result, boolean strict, List<Path> catalogues, Map<String, String> environment) {
    if (!"true".equals(environment.get("GITHUB_ACTIONS"))) {
      return List.of();
    }
    Annotations all =
        new Annotations(
            Path.of(environment.getOrDefault("GITHUB_WORKSPACE", ".")).toAbsolutePath(),
            catalogues);
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (CaseResult c : result.cases()) {
      CaseOutcome outcome = CaseOutcome.of(c, strict);
      boolean undecided = c.judgement().verdict() == Verdict.INCONCLUSIVE;
      if (outcome.kind() == CaseOutcome.Kind.FAILED || outcome.kind() == CaseOutcome.Kind.ERROR) {
        errors.add(all.command("error", c, outcome.message()));
      } else if (undecided && c.claimCase().knownDeviation().isEmpty()) {
        warnings.add(all.command("warning", c, outcome.message()));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.addAll(limited(errors, "error", "cases failed"));
    lines.addAll(limited(warnings, "warning", "cases are inconclusive"));
    int left = result.notAttempted().size();
    if (left > 0) {
      lines.add(
          "::notice title=Not attempted::"
              + escaped(
                  left
                      + (left == 1 ? " claim has" : " claims have")
                      + " no case at tier "
                      + result.tier().id()
                      + "; the report says why"));
    }
    return lines;
  }

  private static List<String> limited(List<String> commands, String level, String what) {
    if (commands.size() <= SHOWN) {
      return commands;
    }
    List<String> some = new ArrayList<>(commands.subList(0, SHOWN - 1));
    some.add(
        "::" + level + "::" + (commands.size() - SHOWN + 1) + " more " + what + "; see the report");
    return some;
  }

  private String command(String level, CaseResult c, String message) {
    Claim claim = c.claim();
    String place =
        files
            .computeIfAbsent(claim.file(), this::find)
            .map(file -> "file=" + property(file) + ",line=" + claim.line() + ",")
            .orElse("");
    return "::"
        + level
        + " "
        + place
        + "title="
        + property(c.judgement().verdict() + " " + c.suiteCase().displayName())
        + "::"
        + escaped(message);
  }

  /** Find a catalogue's file from the checkout on. */
  private Optional<String> find(String name) {
    for (Path named : catalogues) {
      Path full = named.toAbsolutePath().normalize();
      if (full.endsWith(name) && full.startsWith(checkout)) {
        return Optional.of(checkout.relativize(full).toString());
      }
    }
    try (Stream<Path> all =
        Files.find(
            checkout,
            DEPTH,
            (file, attributes) -> attributes.isRegularFile() && file.endsWith(name))) {
      return all.map(file -> checkout.relativize(file).toString())
          .filter(file -> !file.contains("target/"))
          .sorted()
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      // An annotation without a place is one all the same.
      return Optional.empty();
    }
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return escaped(text).replace(":", "%3A").replace(",", "%2C");
  }
}
