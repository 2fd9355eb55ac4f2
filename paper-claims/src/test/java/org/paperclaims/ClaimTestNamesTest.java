package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.paperclaims.harness.junit.ClaimCheck;
import org.paperclaims.harness.junit.ClaimTest;

/** A name that does not exist fails a claim test, where nothing would be run otherwise. */
class ClaimTestNamesTest {
  @TempDir private Path folder;
  private final Map<String, String> before = new TreeMap<>();

  static class MistypedCatalogue {
    @ClaimTest(catalogue = "eraserelo.yaml")
    void holds(ClaimCheck check) {
      check.verify();
    }
  }

  static class MistypedId {
    @ClaimTest(value = "last-relu-lowers-errors", catalogue = "eraserelu.yaml")
    void holds(ClaimCheck check) {
      check.verify();
    }
  }

  @BeforeEach
  void use_a_folder_of_its_own() {
    set("claims.results", folder.resolve("results").toString());
    set("claims.report", folder.resolve("report").toString());
  }

  private void set(String name, String value) {
    before.put(name, System.getProperty(name, ""));
    System.setProperty(name, value);
  }

  @AfterEach
  void put_the_settings_back() {
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }

  private static String failure(Class<?> test) {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter").selectors(selectClass(test)).execute();
    assertThat(results.testEvents().started().count()).isZero();
    return results.containerEvents().failed().stream()
        .map(Event::getPayload)
        .map(Object::toString)
        .reduce("", String::concat);
  }

  @Test
  void a_mistyped_catalogue_fails_and_the_known_ones_are_named() {
    assertThat(failure(MistypedCatalogue.class))
        .contains("'eraserelo.yaml'", "the catalogues are eraserelu.yaml");
  }

  @Test
  void a_mistyped_id_fails_and_the_known_ones_are_named() {
    assertThat(failure(MistypedId.class))
        .contains("'last-relu-lowers-errors'", "last-relu-lowers-error,");
  }
}
