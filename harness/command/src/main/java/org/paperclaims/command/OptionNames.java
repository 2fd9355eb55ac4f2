package org.paperclaims.command;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Names settings as the command does. Messages name the properties of {@code mvn verify -Pclaims},
 * which meets the same mistakes.
 */
final class OptionNames {
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("claims.tier", "--tier"),
          Map.entry("claims.include", "--include"),
          Map.entry("claims.engine", "--engine"),
          Map.entry("claims.models", "--models"),
          Map.entry("claims.mlflow", "--mlflow"),
          Map.entry("claims.tensorboard", "--tensorboard"),
          Map.entry("claims.seeds", "--seeds"),
          Map.entry("claims.mode", "--mode"),
          Map.entry("claims.color", "--color"),
          Map.entry("claims.shard", "--shard"),
          Map.entry("claims.strict", "--strict"),
          Map.entry("claims.results", "--results"),
          Map.entry("claims.report", "--report-dir"),
          Map.entry("claims.catalogues", "--catalogue"),
          Map.entry("datasets.dir", "--datasets"));

  /** A property as it is, or as Maven is given it. */
  private static final Pattern PROPERTY =
      Pattern.compile(
          "(?<![\\w./-])(?:-D)?((?:claims|datasets)\\.[a-z]+)(?![\\w./-])(=(?=[A-Z]))?");

  private OptionNames() {}

  /**
   * Give the property that stands behind an option.
   *
   * @throws java.util.NoSuchElementException if none does
   */
  static String property(String option) {
    return OPTIONS.entrySet().stream()
        .filter(named -> named.getValue().equals(option))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Put the options of a command in the place of the properties in a message. */
  static String in(String message, CommandSpec command) {
    return PROPERTY
        .matcher(message)
        .replaceAll(
            found -> {
              String option = OPTIONS.get(found.group(1));
              return Matcher.quoteReplacement(
                  option == null || command.findOption(option) == null
                      ? found.group()
                      : option + (found.group(2) == null ? "" : " "));
            });
  }
}
