package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.RunSettings;

/** The axis of a trend says the record's variable, and not one that its levels look like. */
class TrendVariableTest {
  private static Arm arm(String word, int level, String architecture) {
    return new Arm(
        word + " " + level,
        Arm.Role.TREATMENT,
        level,
        "test_error",
        new RunSettings(
            architecture.replace("N", Integer.toString(level)),
            Erasure.none(),
            DatasetSpec.whole("shapes10"),
            MadeUpSuite.RECIPE));
  }

  @ParameterizedTest
  @CsvSource({
    "depth, resnet-N-w8, 'depth of the network, layers', from 8 to 20 layers",
    "width, resnet-20-wN, width of the network, from 8 to 20 wide",
    "stages, cpm-N-w16, stages, from 8 to 20 stages"
  })
  void a_variable_has_the_records_word(
      String word, String architecture, String label, String range) {
    List<Arm> arms = Stream.of(8, 20).map(level -> arm(word, level, architecture)).toList();
    assertThat(TrendVariable.of(arms).label()).isEqualTo(label);
    assertThat(TrendVariable.of(arms).range()).isEqualTo(range);
  }
}
