package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.reports.page.Link;

/**
 * A suite as a site sees it: claims with their cases, each run once, and where everything lies.
 *
 * @param claims in the catalogues' order
 * @param runs by fingerprint
 */
record Site(SuiteResult suite, List<Entry> claims, Map<String, RunEntry> runs) {

  /**
   * A claim of the suite.
   *
   * @param slug its name in file names
   * @param notAttempted why it has no cases; empty where it has
   */
  record Entry(Claim claim, String slug, List<CaseEntry> cases, Optional<String> notAttempted) {
    String href() {
      return "claims/" + slug + ".html";
    }
  }

  /**
   * A case of the suite.
   *
   * @param anchor on its claim's page
   * @param chartName what the names of its charts begin with
   */
  record CaseEntry(CaseResult result, String href, String anchor, String chartName) {}

  /** A run and the cases that rest on it. */
  record RunEntry(RunRecord record, String href, List<Link> usedBy) {}

  /** Put a suite in order. */
  static Site of(SuiteResult suite) {
    Map<String, Integer> files = new HashMap<>();
    Map<String, List<CaseResult>> casesOf = new LinkedHashMap<>();
    Map<String, Claim> claims = new LinkedHashMap<>();
    for (CaseResult result : suite.cases()) {
      claims.putIfAbsent(result.claim().id(), result.claim());
      casesOf.computeIfAbsent(result.claim().id(), id -> new ArrayList<>()).add(result);
    }
    Map<String, String> reasons = new HashMap<>();
    suite
        .notAttempted()
        .forEach(
            (claim, reason) -> {
              claims.putIfAbsent(claim.id(), claim);
              reasons.put(claim.id(), reason);
            });
    claims.values().forEach(claim -> files.putIfAbsent(claim.file(), files.size()));
    List<Claim> ordered = new ArrayList<>(claims.values());
    ordered.sort(
        Comparator.comparingInt((Claim claim) -> files.getOrDefault(claim.file(), 0))
            .thenComparingInt(Claim::line));

    Slugs slugs = new Slugs();
    Map<String, RunEntry> runs = new TreeMap<>();
    Slugs runNames = new Slugs();
    List<Entry> entries = new ArrayList<>();
    for (Claim claim : ordered) {
      String slug = slugs.of(claim.id());
      List<CaseEntry> cases = new ArrayList<>();
      Slugs anchors = new Slugs();
      for (CaseResult result : casesOf.getOrDefault(claim.id(), List.of())) {
        String anchor = anchors.of(result.claimCase().name() + "-" + result.engine());
        String href = "claims/" + slug + ".html#" + anchor;
        cases.add(new CaseEntry(result, href, anchor, slug + "." + anchor));
        Link link = new Link(claim.id() + ": " + result.claimCase().name(), href);
        for (List<RunRecord> records : new TreeMap<>(result.runs().byArm()).values()) {
          for (RunRecord record : records) {
            List<Link> usedBy =
                runs.computeIfAbsent(
                        record.fingerprint(),
                        f ->
                            new RunEntry(
                                record,
                                "runs/" + runNames.of(shortened(f)) + ".html",
                                new ArrayList<>()))
                    .usedBy();
            if (!usedBy.contains(link)) {
              usedBy.add(link);
            }
          }
        }
      }
      entries.add(
          new Entry(
              claim,
              slug,
              List.copyOf(cases),
              Optional.ofNullable(cases.isEmpty() ? reasons.get(claim.id()) : null)));
    }
    return new Site(suite, List.copyOf(entries), runs);
  }

  /** Give the first characters of a fingerprint, enough to tell runs apart. */
  static String shortened(String fingerprint) {
    return fingerprint.substring(0, Math.min(16, fingerprint.length()));
  }

  RunEntry run(RunRecord record) {
    RunEntry entry = runs.get(record.fingerprint());
    if (entry == null) {
      throw new IllegalArgumentException("a run that the suite does not have: " + record);
    }
    return entry;
  }

  /** Names for files and anchors: safe on every file system, each given once. */
  private static final class Slugs {
    private static final int LONGEST = 80;
    private final Set<String> taken = new HashSet<>();

    String of(String text) {
      String plain =
          text.toLowerCase(Locale.ROOT)
              .replace("%", "")
              .replaceAll("[^a-z0-9]+", "-")
              .replaceAll("^-|-$", "");
      String base = plain.substring(0, Math.min(LONGEST, plain.length()));
      String slug = base.isEmpty() ? "x" : base;
      for (int i = 2; !taken.add(slug); i++) {
        slug = base + "-" + i;
      }
      return slug;
    }
  }
}
