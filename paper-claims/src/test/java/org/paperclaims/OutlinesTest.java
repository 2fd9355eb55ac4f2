package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.claim.ClaimOutline;
import org.paperclaims.harness.suite.Catalogues;

class OutlinesTest {
  @Test
  void a_list_shows_what_the_records_say_though_it_reads_them_in_part() {
    assertThat(Catalogues.outlines(List.of()))
        .isNotEmpty()
        .isEqualTo(Catalogues.onClassPath().stream().map(ClaimOutline::of).toList());
  }
}
