package org.paperclaims.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkSiteTest {
  @ParameterizedTest
  @CsvSource({
    "spark://host:7077, true",
    "'spark://one:7077,two:7077', true",
    "yarn, true",
    "k8s://https://cluster:6443, true",
    "'local-cluster[2,1,1024]', true",
    "local, false",
    "slurm, false",
    "http://host:7077, false"
  })
  void takes_the_masters_that_spark_submit_takes(String address, boolean taken) {
    assertThat(new SparkSite().takes(address)).isEqualTo(taken);
  }

  /** A class that is missing from the jar would be missed on other machines alone. */
  @Test
  void the_jar_for_spark_has_every_class_that_runs_there() throws Exception {
    Path classes =
        Path.of(Objects.requireNonNull(SparkSite.class.getResource("SparkSite.class")).toURI());
    try (Stream<Path> found = Files.list(Objects.requireNonNull(classes.getParent()))) {
      assertThat(
              found
                  .map(file -> file.getFileName().toString().replace(".class", ""))
                  .filter(name -> !name.equals("SparkSite") && !name.equals("package-info")))
          .containsExactlyInAnyOrderElementsOf(SparkSite.BRIDGE);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
