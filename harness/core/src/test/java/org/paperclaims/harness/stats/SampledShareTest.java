package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampledShareTest {
  private static BigInteger choose(int n, int k) {
    BigInteger product = BigInteger.ONE;
    for (int i = 1; i <= k; i++) {
      product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
    }
    return k < 0 || k > n ? BigInteger.ZERO : product;
  }

  /** Give the chance of at most so many faults, by counting samples. */
  private static double chance(int population, int faulty, int sample, int faults) {
    BigInteger few =
        LongStream.rangeClosed(0, faults)
            .mapToObj(
                x ->
                    choose(faulty, (int) x).multiply(choose(population - faulty, sample - (int) x)))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return few.doubleValue() / choose(population, sample).doubleValue();
  }

  @ParameterizedTest
  @CsvSource({"120, 10, 0", "120, 10, 2", "20, 20, 3", "50, 1, 0", "50, 1, 1", "300, 59, 0"})
  void the_bound_is_the_last_number_that_so_few_faults_do_not_speak_against(
      int population, int sample, int faults) {
    int most = new SampledShare(population, sample, faults).atMost(0.95);
    assertThat(chance(population, most, sample, faults)).isGreaterThan(0.05);
    if (most < population - (sample - faults)) {
      assertThat(chance(population, most + 1, sample, faults)).isLessThanOrEqualTo(0.05);
    }
  }

  @Test
  void a_sample_of_all_leaves_nothing_open() {
    assertThat(new SampledShare(20, 20, 3).atMost(0.95)).isEqualTo(3);
  }

  @Test
  void a_sample_larger_than_the_population_is_refused() {
    assertThatThrownBy(() -> new SampledShare(5, 6, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
