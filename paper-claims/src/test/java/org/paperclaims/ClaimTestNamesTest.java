package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
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

  private String failure(Class<?> test) {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("claims.results", folder.resolve("results").toString())
            .configurationParameter("claims.report", folder.resolve("report").toString())
            .selectors(selectClass(test))
            .execute();
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
