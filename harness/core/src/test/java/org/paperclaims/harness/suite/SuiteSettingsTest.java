package org.paperclaims.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.lab.EngineChoice;

class SuiteSettingsTest {
  private static SuiteSettings with(Map<String, String> properties) {
    return SuiteSettings.from(name -> Optional.ofNullable(properties.get(name)));
  }

  @Test
  void without_properties_it_is_the_smoke_tier_with_dl4j() {
    SuiteSettings settings = with(Map.of());
    assertThat(settings.tier()).isEqualTo(Tier.SMOKE);
    assertThat(settings.engines()).containsExactly("dl4j");
    assertThat(settings.results()).isEqualTo(Path.of("results").toAbsolutePath());
    assertThat(settings.includes("any", "thing")).isTrue();
  }

  @Test
  void blank_properties_count_as_missing_because_a_build_passes_them_on() {
    SuiteSettings settings = with(Map.of("claims.seeds", " ", "datasets.dir", ""));
    assertThat(settings.seeds()).isEmpty();
    assertThat(settings.datasets()).isEqualTo(Datasets.defaultDirectory());
  }

  @ParameterizedTest
  @CsvSource({"auto,", "cpu,cpu", "cuda:1,cuda:1"})
  void a_device_is_left_to_the_engine_or_named(String set, @Nullable String device) {
    SuiteSettings settings = with(Map.of("claims.device", set));
    assertThat(settings.device()).isEqualTo(Optional.ofNullable(device));
    EngineChoice gpu = new EngineChoice("fake", new Device("cuda:0", "a GPU"), "");
    assertThat(LaboratorySuite.options(settings, List.of(gpu)).device())
        .isEqualTo(settings.device());
  }

  @ParameterizedTest
  @CsvSource({
    "claims.tier,huge,'smoke, reduced, short, full'",
    "claims.mode,guess,'train, load'",
    "claims.strict,yes,'true, false'",
    "claims.seeds,0,1 to 9999",
    "claims.seeds,five,1 to 9999",
    "claims.lease,4,5 to 9999",
    "claims.shard,3/2,i from 1 to n",
    "claims.shard,0/2,i from 1 to n",
    "claims.shard,half,i from 1 to n",
    "claims.device,gpu,'auto, cpu, cuda:0'",
    "claims.device,cuda,'auto, cpu, cuda:0'"
  })
  void refuses_what_is_not_allowed_and_says_what_is(String name, String value, String allowed) {
    assertThatThrownBy(() -> with(Map.of(name, value)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(name)
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "last-*,last-relu-lowers-error,true",
    "last-*,first-relu,false",
    "*relu*,last-relu-lowers-error,true",
    "claim-?,claim-1,true",
    "claim-?,claim-12,false",
    "a.c,abc,false",
    "nin/*,last-relu,true",
    "nin/first-*,last-relu,false",
    "nin,last-relu,false",
    "vgg/*,last-relu,false"
  })
  void globs_choose_claims_by_id_and_by_catalogue(String glob, String id, boolean chosen) {
    assertThat(with(Map.of("claims.include", glob)).includes("nin", id)).isEqualTo(chosen);
  }

  @Test
  void shards_share_the_cases_without_overlap_or_gap() {
    for (int count = 1; count <= 5; count++) {
      for (int position = 0; position < 20; position++) {
        int shards = count;
        int at = position;
        assertThat(
                IntStream.rangeClosed(1, shards)
                    .filter(i -> new SuiteSettings.Shard(i, shards).holds(at)))
            .hasSize(1);
      }
    }
  }

  @Test
  void engines_and_catalogues_are_lists() {
    SuiteSettings settings =
        with(Map.of("claims.engine", "dl4j, torch,dl4j", "claims.catalogues", "/a.yaml,/b.yaml"));
    assertThat(settings.engines()).isEqualTo(List.of("dl4j", "torch"));
    assertThat(settings.catalogues()).containsExactly(Path.of("/a.yaml"), Path.of("/b.yaml"));
  }
}
