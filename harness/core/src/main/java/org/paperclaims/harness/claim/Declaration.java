package org.paperclaims.harness.claim;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.paperclaims.harness.run.CanonicalJson;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.Formats;
import org.paperclaims.harness.run.Numbers;

/**
 * The part of a record that says how a case is judged: everything that could be changed, after the
 * runs were seen, to get another verdict from them. Its digest binds a verdict to it. The reason of
 * a known deviation and the claim's words decide nothing and are left out.
 *
 * @param criterion its fields as records write them, the kind among them, and those that say how
 *     looks spend its alpha
 * @param correction how cases share alpha
 * @param sharing how many cases do; 1 where none does
 * @param seeds in order; with looks none, because the looks say them
 * @param looks numbers of seeds at which the record looks; none where it looks once
 * @param expected the verdict that is expected: REPRODUCED, or that of a known deviation
 * @param arms by name, each with its part, level and metric and a digest of what fixes its runs but
 *     for seed, engine and the checksum of the data; empty in declarations of earlier versions
 */
public record Declaration(
    int format,
    Map<String, String> criterion,
    String correction,
    int sharing,
    List<Long> seeds,
    List<Integer> looks,
    String expected,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> arms) {
  private static final int FORMAT = 2;

  /** Declarations of this format say nothing of their arms. */
  private static final int WITHOUT_ARMS = 1;

  /** The digits that are kept of the digest of an arm's settings. */
  private static final int DIGITS = 16;

  public Declaration {
    arms = java.util.Collections.unmodifiableMap(new TreeMap<>(arms));
    criterion = java.util.Collections.unmodifiableMap(new TreeMap<>(criterion));
    seeds = List.copyOf(seeds);
    looks = List.copyOf(looks);
  }

  /**
   * Give the declaration of a case.
   *
   * @param sharing how many cases of the claim are judged at its tier
   */
  public static Declaration of(Claim claim, ClaimCase claimCase, int sharing) {
    Map<String, String> criterion = new TreeMap<>(CriterionText.fields(claim.criterion()));
    List<Integer> looks = List.of();
    if (claimCase.seedRule() instanceof SeedRule.Looks rule) {
      looks = rule.looks();
      criterion.put("looks_spending", rule.spending().id());
      rule.futility().ifPresent(f -> criterion.put("looks_futility", Double.toString(f)));
    }
    return new Declaration(
        FORMAT,
        criterion,
        claim.correction().id(),
        isShared(claim) ? sharing : 1,
        looks.isEmpty() ? claimCase.seeds() : List.of(),
        looks,
        claimCase.knownDeviation().map(KnownDeviation::verdict).orElse(Verdict.REPRODUCED).name(),
        arms(claimCase));
  }

  private static Map<String, String> arms(ClaimCase claimCase) {
    Map<String, String> arms = new TreeMap<>();
    for (Arm arm : claimCase.arms()) {
      String runs =
          arm.isImported()
              ? "imported as " + arm.imported().name()
              : "runs "
                  + Fingerprint.of(arm.spec(claimCase.protocol(), "", 0, "")).substring(0, DIGITS);
      arms.put(
          arm.name(),
          arm.role().name().toLowerCase(Locale.ROOT)
              + (arm.level() == 0 ? "" : " at " + Numbers.setting(arm.level()))
              + ", "
              + arm.metric()
              + ", "
              + runs);
    }
    return arms;
  }

  private static boolean isShared(Claim claim) {
    return claim.correction() != Correction.NONE || claim.criterion() instanceof Criterion.Share;
  }

  /**
   * Read a declaration.
   *
   * @throws org.paperclaims.harness.run.JsonException if it is not one, or of a newer format
   */
  public static Declaration read(String json) {
    var tree = CanonicalJson.tree(json);
    if (tree.path("format").asInt() == WITHOUT_ARMS && tree instanceof ObjectNode old) {
      old.putObject("arms");
    } else {
      Formats.check(tree, FORMAT, "declaration");
    }
    return CanonicalJson.value(tree, Declaration.class);
  }

  /** Write it as canonical JSON, on one line of ASCII. */
  public String write() {
    return CanonicalJson.write(this);
  }

  /** Give the SHA-256 of its canonical JSON. */
  @JsonIgnore
  public String digest() {
    return Fingerprint.sha256(write().getBytes(StandardCharsets.UTF_8));
  }

  /** Say in what a later declaration differs: {@code alpha was 0.05 and is 0.25}. */
  public List<String> changes(Declaration later) {
    Map<String, String> before = fields();
    Map<String, String> after = later.fields();
    if (format > WITHOUT_ARMS && later.format > WITHOUT_ARMS) {
      arms.forEach((name, words) -> before.put("arm " + name, words));
      later.arms.forEach((name, words) -> after.put("arm " + name, words));
    }
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      String was = before.getOrDefault(name, "not there");
      String is = after.getOrDefault(name, "not there");
      if (!was.equals(is)) {
        changes.add(name.replace('_', ' ') + " was " + was + " and is " + is);
      }
    }
    return changes;
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new TreeMap<>(criterion);
    fields.put("correction", correction);
    fields.put("cases that share alpha", Integer.toString(sharing));
    fields.put("seeds", seeds.toString());
    fields.put("looks", looks.toString());
    fields.put("expected verdict", expected);
    return fields;
  }
}
