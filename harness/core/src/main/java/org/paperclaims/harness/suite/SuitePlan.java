package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.InCatalogue;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.claim.TierPlan;

/**
 * The plan of a suite: the cases to run, and the claims it does not attempt, with the reason.
 *
 * @param cases in the catalogue's order, engine by engine
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record SuitePlan(List<SuiteCase> cases, Map<Claim, String> notAttempted) {
  public SuitePlan {
    cases = List.copyOf(cases);
    notAttempted = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(notAttempted));
  }

  /**
   * Choose the cases that the settings ask for.
   *
   * @throws SettingsException if {@code claims.include} has a glob that matches no claim, or there
   *     are more shards than cases, or {@code claims.seeds} is not a look that a record declares
   * @throws NothingAttemptedException if the claims chosen have no case at this tier: nothing is
   *     ever green because it did not run
   */
  public static SuitePlan of(List<Claim> claims, SuiteSettings settings) {
    List<SuiteCase> cases = new ArrayList<>();
    Map<Claim, String> notAttempted = new LinkedHashMap<>();
    for (Claim claim : chosen(claims, settings)) {
      TierPlan plan = claim.tiers().get(settings.tier());
      if (plan instanceof TierPlan.Attempted attempted) {
        for (String engine : settings.engines()) {
          for (ClaimCase c : attempted.cases()) {
            Optional<String> own = c.ownEngine();
            if (own.isEmpty()) {
              cases.add(new SuiteCase(claim, seeded(claim, c, settings), engine));
            } else if (engine.equals(settings.engines().get(0))) {
              // None of the engines that can be asked for ran them, so they are judged once.
              cases.add(new SuiteCase(claim, c, own.get()));
            }
          }
        }
      } else if (plan instanceof TierPlan.NotAttempted not) {
        notAttempted.put(claim, not.reason());
      }
    }
    if (cases.isEmpty()) {
      throw new NothingAttemptedException(
          "no case to run at tier " + settings.tier().id() + reasons(notAttempted));
    }
    // Cases of one claim may share its alpha and are judged together, so a shard has whole claims.
    List<String> groups = cases.stream().map(SuitePlan::group).distinct().toList();
    if (settings.shard().count() > groups.size()) {
      throw new SettingsException(
          "claims.shard is %d/%d, but the suite has %d claims to run: use at most as many shards"
              .formatted(settings.shard().index(), settings.shard().count(), groups.size()));
    }
    List<SuiteCase> mine =
        cases.stream().filter(c -> settings.shard().holds(groups.indexOf(group(c)))).toList();
    return new SuitePlan(mine, notAttempted);
  }

  private static String group(SuiteCase c) {
    return c.claim().id() + " " + c.engine();
  }

  private static String reasons(Map<Claim, String> notAttempted) {
    StringBuilder text = new StringBuilder();
    notAttempted.forEach(
        (claim, reason) -> text.append("; ").append(claim.id()).append(": ").append(reason));
    return text.toString();
  }

  /**
   * Choose the claims that the settings ask for, whether or not they have cases.
   *
   * @throws SettingsException if {@code claims.include} has a glob that matches no claim
   */
  public static <T extends InCatalogue> List<T> chosen(List<T> claims, SuiteSettings settings) {
    for (String glob : settings.include()) {
      SuiteSettings one = settings.withInclude(List.of(glob));
      if (claims.stream().noneMatch(c -> one.includes(c.catalogue(), c.id()))) {
        throw new SettingsException(
            "claims.include has '"
                + glob
                + "', which matches no claim; "
                + ClaimIds.advice(glob, claims));
      }
    }
    return claims.stream().filter(c -> settings.includes(c.catalogue(), c.id())).toList();
  }

  private static ClaimCase seeded(Claim claim, ClaimCase c, SuiteSettings settings) {
    if (settings.seeds().isEmpty()) {
      return c;
    }
    int seeds = settings.seeds().getAsInt();
    if (c.seedRule() instanceof SeedRule.Looks rule && !rule.looks().contains(seeds)) {
      throw new SettingsException(
          "claims.seeds is %d, but the record of %s declares looks at %s: ask for one of these, or leave the claim out with claims.include"
              .formatted(seeds, claim.id(), rule.looks()));
    }
    return c.withSeeds(seeds);
  }
}
