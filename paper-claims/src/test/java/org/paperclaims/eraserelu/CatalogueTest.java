package org.paperclaims.eraserelu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;

class CatalogueTest {
  private static List<Claim> claims() throws Exception {
    try (var in = CatalogueTest.class.getResourceAsStream("eraserelu.yaml")) {
      assertThat(in).isNotNull();
      return Catalogue.read(
          "eraserelu.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void holds_every_kind_of_claim_at_three_tiers() throws Exception {
    assertThat(claims()).hasSizeGreaterThanOrEqualTo(18);
    assertThat(claims().stream().map(Claim::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("effect", "share", "ordering", "trend", "level");
    assertThat(claims()).allSatisfy(c -> assertThat(c.tiers()).containsKeys(Tier.values()));
  }

  @Test
  void attempts_levels_at_full_only_and_says_why() throws Exception {
    List<Claim> levels = claims().stream().filter(c -> c.kind().equals("level")).toList();
    assertThat(levels).hasSize(3);
    for (Claim level : levels) {
      assertThat(level.tiers().get(Tier.SMOKE)).isInstanceOf(TierPlan.NotAttempted.class);
      assertThat(level.tiers().get(Tier.REDUCED)).isInstanceOf(TierPlan.NotAttempted.class);
      assertThat(level.cases(Tier.FULL)).isNotEmpty();
      assertThat(level.source().doubt()).isNotEmpty();
    }
  }
}
