package org.paperclaims.harness.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.suite.SettingNames;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteSettings;

/** Settings that were altered, names as well as values, are taken or refused by name. */
class SettingsFuzzTest {
  private static final String WHOLE =
      """
      claims.tier=reduced
      claims.include=last-*,headline-?
      claims.engine=dl4j,torch
      claims.seeds=5
      claims.mode=train
      claims.shard=2/4
      claims.strict=true
      claims.results=results
      claims.report=target/report
      claims.catalogues=one.yaml,two.yaml
      claims.workers=2
      claims.threads=1
      claims.isolate=false
      datasets.dir=~/data
      """;

  private static Map<String, String> settings(byte[] content) {
    Map<String, String> settings = new LinkedHashMap<>();
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("=", 2))
        .forEach(pair -> settings.put(pair[0], pair.length == 2 ? pair[1] : ""));
    return settings;
  }

  @Test
  void altered_settings_are_taken_or_refused_by_name() {
    int refused =
        Mutations.refused(
            WHOLE.getBytes(StandardCharsets.UTF_8),
            28,
            content -> {
              Map<String, String> settings = settings(content);
              try {
                SettingNames.refuseUnknown(settings.keySet());
                SuiteSettings read =
                    SuiteSettings.from(name -> Optional.ofNullable(settings.get(name)));
                read.includes("eraserelu", "last-relu-lowers-error");
                return false;
              } catch (SettingsException e) {
                assertThat(e.getMessage()).containsPattern("(claims|datasets)\\.");
                return true;
              } catch (InvalidPathException e) {
                // A path has the file system's own error, and the command words for it.
                return true;
              }
            });
    assertThat(refused).isBetween(Mutations.COUNT / 10, Mutations.COUNT - 1);
  }
}
