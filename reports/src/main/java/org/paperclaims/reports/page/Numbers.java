package org.paperclaims.reports.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/** How numbers are written: the same in every locale, with a true minus sign. */
public final class Numbers {
  private static final String NONE = "–";

  private Numbers() {}

  /** Write a number with that many decimals; a dash where it is not finite. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    String text =
        BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    boolean zero = text.chars().allMatch(c -> c == '-' || c == '0' || c == '.');
    return zero ? text.replace("-", "") : text.replace('-', '−');
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
      return String.format(Locale.ROOT, "%.2e", value).replace('-', '−');
    }
    return fixed(value, decimals(value));
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

  /** Write a p value: three decimals, and {@code < 0.001} below. */
  public static String p(OptionalDouble p) {
    if (p.isEmpty() || !Double.isFinite(p.getAsDouble())) {
      return NONE;
    }
    double value = p.getAsDouble();
    return value < 0.001 ? "< 0.001" : fixed(value, 3);
  }

  /** Write a whole number with thin spaces between thousands. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u2009').replace('-', '−');
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
