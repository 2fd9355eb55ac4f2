package org.paperclaims.architectures.spec;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.architectures.RectifierKind;

/** Reads and writes the kind of a network's rectifiers at the end of a spec. */
public final class Rectifiers {
  static final String PATTERN = "-leaky[SLOPE], -prelu[SLOPE], -rrelu, -rreluFROM..TO, -identity";

  private static final double LEAKY_SLOPE = 0.01;
  private static final double PRELU_SLOPE = 0.25;
  private static final double RRELU_LOWER = 1.0 / 8;
  private static final double RRELU_UPPER = 1.0 / 3;
  private static final Pattern SLOPED = Pattern.compile("(leaky|prelu)([0-9]([.][0-9]{1,6})?)?");

  private static final Pattern DIVIDING = Pattern.compile("rrelu([1-9][0-9]?)[.]{2}([1-9][0-9]?)");

  private Rectifiers() {}

  static Optional<RectifierKind> parse(String word) {
    Matcher sloped = SLOPED.matcher(word);
    Matcher dividing = DIVIDING.matcher(word);
    if (word.equals("relu")) {
      return Optional.of(new RectifierKind.Relu());
    } else if (word.equals("rrelu")) {
      return Optional.of(new RectifierKind.RRelu(RRELU_LOWER, RRELU_UPPER));
    } else if (word.equals("identity")) {
      return Optional.of(new RectifierKind.Identity());
    } else if (sloped.matches()) {
      String slope = sloped.group(2);
      return Optional.of(
          sloped.group(1).equals("leaky")
              ? new RectifierKind.LeakyRelu(slope == null ? LEAKY_SLOPE : Double.parseDouble(slope))
              : new RectifierKind.PRelu(slope == null ? PRELU_SLOPE : Double.parseDouble(slope)));
    } else if (dividing.matches()) {
      int from = Integer.parseInt(dividing.group(1));
      int to = Integer.parseInt(dividing.group(2));
      return from > to ? Optional.empty() : Optional.of(new RectifierKind.DividingRRelu(from, to));
    }
    return Optional.empty();
  }

  /** Write what {@link #parse} reads, with the dash before it; nothing for ReLU. */
  public static String suffix(RectifierKind kind) {
    if (kind instanceof RectifierKind.LeakyRelu leaky) {
      return "-leaky" + (leaky.slope() == LEAKY_SLOPE ? "" : SpecWords.decimal(leaky.slope()));
    } else if (kind instanceof RectifierKind.PRelu prelu) {
      return "-prelu"
          + (prelu.initialSlope() == PRELU_SLOPE ? "" : SpecWords.decimal(prelu.initialSlope()));
    } else if (kind instanceof RectifierKind.RRelu) {
      return "-rrelu";
    } else if (kind instanceof RectifierKind.DividingRRelu dividing) {
      return "-rrelu"
          + SpecWords.decimal(dividing.lower())
          + ".."
          + SpecWords.decimal(dividing.upper());
    } else if (kind instanceof RectifierKind.Identity) {
      return "-identity";
    }
    return "";
  }
}
