package org.paperclaims.harness.judge;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.stats.Interval;

/** Numbers as verdicts write them. */
final class Words {
  private Words() {}

  /** Write three significant digits, without an exponent where that stays short. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "not a number";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "-infinite";
    }
    return Numbers.significant(value);
  }

  /** Write a number that a record or a paper gives, with all of its digits. */
  static String given(double value) {
    return plain(BigDecimal.valueOf(value).stripTrailingZeros());
  }

  /** Write a number with as many decimals as one that it is compared with. */
  static String like(double given, double value) {
    int decimals = Math.max(0, BigDecimal.valueOf(given).stripTrailingZeros().scale());
    return plain(new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN));
  }

  private static String plain(BigDecimal value) {
    return value.toPlainString();
  }

  static String p(double p) {
    return p < 1e-4 ? "p < 0.0001" : "p = " + number(p);
  }

  static String interval(double confidence, Optional<Interval> interval) {
    return interval
        .map(
            i ->
                number(100 * confidence)
                    + " % interval "
                    + number(i.low())
                    + " to "
                    + number(i.high()))
        .orElse("no interval");
  }

  static String count(int n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }
}
