package org.paperclaims.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.datasets.Normalisation;

/**
 * The number that a model made elsewhere was given for a byte b of a channel: {@code (b / 255 -
 * mean) / deviation}.
 *
 * <ul>
 *   <li>{@code own}: as this project's data set says
 *   <li>{@code imagenet}: means 0.485, 0.456, 0.406 and deviations 0.229, 0.224, 0.225
 *   <li>{@code unit}: from 0 to 1; {@code half}: from -1 to 1; {@code bytes}: from 0 to 255
 *   <li>{@code mean 0.49 0.48 0.45 sd 0.2 0.2 0.2}: numbers of its own, red first
 * </ul>
 */
public final class PixelScaling {
  /** The forms that {@link #parse} knows. */
  public static final String ALLOWED =
      "own, imagenet, unit (0 to 1), half (-1 to 1), bytes (0 to 255), or numbers, red first, such"
          + " as 'mean 0.4914 0.4822 0.4465 sd 0.2023 0.1994 0.2010'";

  /** The word for what the data set itself says. */
  public static final String OWN = "own";

  private static final Map<String, Normalisation> NAMED =
      Map.of(
          "imagenet",
          new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)),
          "unit",
          all(0, 1),
          "half",
          all(0.5, 0.5),
          "bytes",
          all(0, 1 / 255.0));

  private static final String NUMBER = "(\\d{1,3}(?:[.]\\d{1,9})?)";
  private static final String THREE = NUMBER + " " + NUMBER + " " + NUMBER;
  private static final Pattern NUMBERS = Pattern.compile("mean " + THREE + " sd " + THREE);

  private PixelScaling() {}

  private static Normalisation all(double mean, double deviation) {
    return new Normalisation(List.of(mean, mean, mean), List.of(deviation, deviation, deviation));
  }

  /**
   * Read a scaling.
   *
   * @return empty for {@code own}
   * @throws IllegalArgumentException if it is none; says what is allowed
   */
  public static Optional<Normalisation> parse(String text) {
    if (text.equals(OWN)) {
      return Optional.empty();
    }
    Normalisation named = NAMED.get(text);
    if (named != null) {
      return Optional.of(named);
    }
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.matches()) {
      throw new IllegalArgumentException(
          "no scaling of pixels is called '" + text + "'; allowed: " + ALLOWED);
    }
    List<Double> all = new ArrayList<>();
    for (int i = 1; i <= numbers.groupCount(); i++) {
      all.add(Double.parseDouble(numbers.group(i)));
    }
    return Optional.of(new Normalisation(all.subList(0, 3), all.subList(3, 6)));
  }
}
