package org.paperclaims.harness.suite;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.paperclaims.harness.claim.Declaration;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.run.CanonicalJson;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.Formats;
import org.paperclaims.harness.run.JsonException;

/**
 * The runs to come and how they will be judged, written before the first of them. It holds no time,
 * so that the same records give the same bytes; when it was written is told by whatever keeps it.
 *
 * @param tier its id
 * @param cases with their declarations
 * @param runs the fingerprints of the different runs, sorted
 * @param missing what is said of each data set that cannot be used; its runs are left out
 */
public record DeclaredProtocol(
    int format, String tier, List<Case> cases, List<String> runs, List<String> missing) {
  /** The name of a protocol in its results folder. */
  public static final String NAME = "protocol.json";

  private static final int FORMAT = 1;

  public DeclaredProtocol {
    cases = List.copyOf(cases);
    runs = List.copyOf(runs);
    missing = List.copyOf(missing);
  }

  /**
   * A case.
   *
   * @param claim its id
   * @param name which case of the claim
   * @param digest of the declaration
   */
  public record Case(
      String claim, String name, String engine, String digest, Declaration declaration) {}

  /** Declare a plan. */
  public static DeclaredProtocol of(
      SuiteSettings settings, SuitePlan plan, DatasetSource datasets) {
    PlannedRuns runs = PlannedRuns.of(settings, plan, datasets);
    return new DeclaredProtocol(
        FORMAT,
        settings.tier().id(),
        plan.cases().stream().map(c -> declared(c, settings.tier())).toList(),
        runs.byFingerprint().keySet().stream().sorted().toList(),
        runs.missing());
  }

  private static Case declared(SuiteCase c, Tier tier) {
    Declaration declaration = DeclaredBefore.declaration(c, tier);
    return new Case(
        c.claim().id(), c.claimCase().name(), c.engine(), declaration.digest(), declaration);
  }

  /** Write it as JSON for people, with its keys sorted. */
  public String write() {
    return CanonicalJson.writePretty(this);
  }

  /** Give the SHA-256 of what is written. */
  @JsonIgnore
  public String digest() {
    return Fingerprint.sha256(write().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Read the protocol of a results folder.
   *
   * @return empty where there is none
   * @throws SettingsException if the file is not a protocol
   */
  public static Optional<DeclaredProtocol> in(Path results) {
    Path file = results.resolve(NAME);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var tree = CanonicalJson.tree(text(file));
      Formats.check(tree, FORMAT, "protocol");
      DeclaredProtocol protocol = CanonicalJson.value(tree, DeclaredProtocol.class);
      for (Case c : protocol.cases) {
        if (!c.digest.equals(c.declaration.digest())) {
          throw new JsonException("the digest of " + c.claim + ", " + c.name + " is of another");
        }
      }
      return Optional.of(protocol);
    } catch (JsonException e) {
      throw new SettingsException(
          "%s is not a protocol as `claims declare` writes one (%s); restore it, or move it away"
              .formatted(file, e.getMessage()));
    }
  }

  /**
   * Read a file.
   *
   * @throws SettingsException if it cannot be read
   */
  public static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new SettingsException("cannot read " + file + " (" + e + ")");
    }
  }

  /** Say how a case stands to this protocol, as a sentence of a report. */
  public String standing(SuiteCase c, Tier tier) {
    Declaration now = DeclaredBefore.declaration(c, tier);
    Optional<Case> declared =
        cases.stream()
            .filter(d -> tier.id().equals(this.tier))
            .filter(d -> d.claim.equals(c.claim().id()) && d.name.equals(c.claimCase().name()))
            .filter(d -> d.engine.equals(c.engine()))
            .findFirst();
    if (declared.isEmpty()) {
      return "Not among the cases that were declared before the first run.";
    }
    List<String> changes = declared.get().declaration.changes(now);
    return changes.isEmpty()
        ? "As declared before the first run, digest " + now.digest().substring(0, 12) + "."
        : "Not as declared before the first run: " + String.join("; ", changes) + ".";
  }
}
