package org.paperclaims.harness.measure;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@link Pck} of any fraction of the length, such as {@code pck(0.5)}. */
final class PckWithin implements MetricFamily {
  private static final Pattern NAME = Pattern.compile("pck\\((\\d(?:\\.\\d{1,3})?)\\)");

  @Override
  public String form() {
    return "pck(F) with F a fraction of the length";
  }

  @Override
  public Optional<Metric> named(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches() && Double.parseDouble(parts.group(1)) > 0
        ? Optional.of(new Pck(name, Double.parseDouble(parts.group(1))))
        : Optional.empty();
  }
}
