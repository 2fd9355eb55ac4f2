package org.paperclaims.harness.run;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * How numbers are written for people: the same in every locale, on a console, in a sentence, in a
 * test report and, with typographic signs, in a page. A number that is not finite is a dash.
 */
public final class Numbers {
  /** Stands where there is no number. */
  public static final String NONE = "-";

  /** The digits of a setting: enough for any that a person wrote, too few for binary dust. */
  private static final MathContext SETTING = new MathContext(12);

  private static final MathContext SIGNIFICANT = new MathContext(3);

  private Numbers() {}

  /** Write a number with that many decimals. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String text =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    boolean zero = text.chars().allMatch(c -> c == '-' || c == '0' || c == '.');
    return zero ? text.replace("-", "") : text;
  }

  /** Write a number with its sign, which zero lacks. */
  public static String signed(double value, int decimals) {
    String text = fixed(value, decimals);
    boolean positive = value > 0 && text.chars().anyMatch(c -> c >= '1' && c <= '9');
    return positive ? "+" + text : text;
  }

  /** Count the decimals that show about four significant digits. */
  public static int decimals(double value) {
    double size = Math.abs(value);
    if (!(size > 0) || !Double.isFinite(size)) {
      return 3;
    }
    return (int) Math.max(0, Math.min(6, 3 - Math.floor(Math.log10(size))));
  }

  /** Write a number with about four significant digits. */
  public static String plain(double value) {
    if (value != 0 && Double.isFinite(value) && Math.abs(value) < 1e-4) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    return fixed(value, decimals(value));
  }

  /**
   * Write a number with three significant digits and no zeros at its end, as a sentence has it;
   * with an exponent only where it would be long without.
   */
  public static String significant(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    BigDecimal rounded = new BigDecimal(value).round(SIGNIFICANT);
    if (rounded.signum() == 0) {
      return "0";
    }
    double size = Math.abs(value);
    return size < 1e-4 || size >= 1e7
        ? rounded.stripTrailingZeros().toString()
        : rounded.stripTrailingZeros().toPlainString();
  }

  /** Count the decimals that suit an estimate and its interval: three digits of the largest. */
  public static int sharedDecimals(double... values) {
    double largest = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest > 0 ? (int) Math.max(0, Math.min(8, 2 - Math.floor(Math.log10(largest)))) : 2;
  }

  /**
   * Write a setting, such as a learning rate, with all the digits that somebody gave it and none
   * that arithmetic left: {@code 0.0003} where 0.03 was multiplied by 0.01.
   */
  public static String setting(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    BigDecimal digits = BigDecimal.valueOf(value).round(SETTING).stripTrailingZeros();
    return value != 0 && Math.abs(value) < 1e-3
        ? (digits.scale() > 6 ? digits.toString().replace("E", "e") : digits.toPlainString())
        : digits.toPlainString();
  }

  /**
   * Write a confidence in percent, such as {@code 95}, {@code 99.9} or {@code 96.7}: what is left
   * out of it has two digits, so that it never reads as all.
   */
  public static String confidence(double confidence) {
    double percent = 100 * confidence;
    double left = 100 - percent;
    return left > 0
        ? setting(
            Double.parseDouble(fixed(percent, Math.max(0, 1 - (int) Math.floor(Math.log10(left))))))
        : setting(percent);
  }

  /** Write a p value: three decimals, and {@code < 0.001} below. */
  public static String p(OptionalDouble p) {
    if (p.isEmpty() || !Double.isFinite(p.getAsDouble())) {
      return NONE;
    }
    double value = p.getAsDouble();
    return value < 0.001 ? "< 0.001" : fixed(value, 3);
  }

  /** Write a whole number with commas between thousands. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** Write a time: {@code 4.2 s}, {@code 3 min 20 s}, {@code 5 h 12 min}. */
  public static String seconds(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds < 60) {
      return fixed(seconds, seconds < 10 ? 1 : 0) + " s";
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
