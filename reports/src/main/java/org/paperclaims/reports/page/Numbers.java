package org.paperclaims.reports.page;

import java.util.OptionalDouble;

/**
 * Numbers as {@link org.paperclaims.harness.run.Numbers} writes them, with the signs of a printed
 * page: a true minus, a dash where there is none, and narrow spaces that do not break between
 * thousands.
 */
public final class Numbers {
  private static final String NONE = "–";

  private Numbers() {}

  /** Write a number with that many decimals; a dash where it is not finite. */
  public static String fixed(double value, int decimals) {
    return printed(org.paperclaims.harness.run.Numbers.fixed(value, decimals));
  }

  /** Write a number with its sign, which zero lacks. */
  public static String signed(double value, int decimals) {
    return printed(org.paperclaims.harness.run.Numbers.signed(value, decimals));
  }

  /** Count the decimals that show about four significant digits. */
  public static int decimals(double value) {
    return org.paperclaims.harness.run.Numbers.decimals(value);
  }

  /** Write a number with about four significant digits. */
  public static String plain(double value) {
    return printed(org.paperclaims.harness.run.Numbers.plain(value));
  }

  /** Write a setting as a person would: no more digits than it was given. */
  public static String setting(double value) {
    return printed(org.paperclaims.harness.run.Numbers.setting(value));
  }

  /** Write a confidence in percent, such as {@code 95} or {@code 99.9}. */
  public static String confidence(double confidence) {
    return printed(org.paperclaims.harness.run.Numbers.confidence(confidence));
  }

  /** Count the decimals that suit an estimate and its interval: three digits of the largest. */
  public static int sharedDecimals(double... values) {
    return org.paperclaims.harness.run.Numbers.sharedDecimals(values);
  }

  /** Write a p value: three decimals, and {@code < 0.001} below. */
  public static String p(OptionalDouble p) {
    return printed(org.paperclaims.harness.run.Numbers.p(p));
  }

  /** Write a whole number with thin spaces between thousands. */
  public static String count(long value) {
    return printed(org.paperclaims.harness.run.Numbers.count(value)).replace(',', '\u202f');
  }

  /** Write a time: {@code 4.2 s}, {@code 3 min 20 s}, {@code 5 h 12 min}. */
  public static String seconds(double seconds) {
    return printed(org.paperclaims.harness.run.Numbers.seconds(seconds));
  }

  private static String printed(String text) {
    return text.equals(org.paperclaims.harness.run.Numbers.NONE) ? NONE : text.replace('-', '−');
  }
}
