package org.paperclaims.harness.suite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTest {
  @ParameterizedTest
  @CsvSource({
    "claims.teir,claims.tier",
    "claims.sedes,claims.seeds",
    "claim.engine,claims.engine",
    "claims.Results,claims.results",
    "Claims.tier,claims.tier",
    "claims-tier,claims.tier",
    "claims_seeds,claims.seeds",
    "dataset-dir,datasets.dir",
    "dataset.dir,datasets.dir",
    "datasets.directory,datasets.dir"
  })
  void a_misspelt_property_is_refused_with_the_nearest_name(String found, String nearest) {
    assertThatThrownBy(() -> SettingNames.refuseUnknown(List.of("user.home", found)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no property " + found + "; the nearest is " + nearest);
  }

  @Test
  void known_properties_and_those_of_others_are_let_through() {
    assertThatCode(
            () ->
                SettingNames.refuseUnknown(
                    List.of("claims.tier", "claims.jvm.args", "datasets.dir", "java.version")))
        .doesNotThrowAnyException();
  }
}
