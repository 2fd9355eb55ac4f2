package org.paperclaims.harness.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.catalogue.Catalogue;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimOutline;
import org.paperclaims.harness.claim.InCatalogue;

/** Finds the catalogues: those on the class path, and files that a user adds. */
public final class Catalogues {
  /** Lists catalogue resources, one path a line, in any jar that brings some. */
  public static final String INDEX = "META-INF/paper-claims/catalogues";

  private static @Nullable List<Claim> onClassPath;

  private Catalogues() {}

  /**
   * Read every catalogue on the class path, then the extra files.
   *
   * @throws SettingsException if two records have one id
   */
  public static List<Claim> all(List<Path> extra) {
    return together(onClassPath(), extra, claim -> claim);
  }

  /**
   * List the claims of every catalogue on the class path, then those of the extra files. The files
   * are read whole, the catalogues on the class path as far as a list shows them: a mistake in the
   * rest is found when they are planned or run.
   *
   * @throws SettingsException if two records have one id
   */
  public static List<ClaimOutline> outlines(List<Path> extra) {
    return together(readClassPath(Catalogue::outline), extra, ClaimOutline::of);
  }

  private static <T extends InCatalogue> List<T> together(
      List<T> onClassPath, List<Path> extra, Function<Claim, T> read) {
    Map<String, T> byId = new LinkedHashMap<>();
    for (T claim : onClassPath) {
      add(byId, claim);
    }
    for (Path file : extra) {
      Catalogue.read(file).forEach(claim -> add(byId, read.apply(claim)));
    }
    return List.copyOf(byId.values());
  }

  /** Give the claims of every catalogue on the class path, which are read once. */
  public static synchronized List<Claim> onClassPath() {
    // A class path does not change while Java runs, and reading builds hundreds of networks.
    if (onClassPath == null) {
      onClassPath = readClassPath(Catalogue::read);
    }
    return onClassPath;
  }

  private record Text(String file, String text) {}

  /** The claims of a catalogue, or why it cannot be read. */
  private record Outcome<T>(List<T> claims, @Nullable RuntimeException failure) {
    static <T> Outcome<T> of(Supplier<List<T>> reading) {
      try {
        return new Outcome<>(reading.get(), null);
      } catch (RuntimeException e) {
        return new Outcome<>(List.of(), e);
      }
    }

    Stream<T> stream() {
      if (failure != null) {
        throw failure;
      }
      return claims.stream();
    }
  }

  /** Read all at once, since each takes a while; of several failures the first one is told. */
  private static <T> List<T> readClassPath(BiFunction<String, String, List<T>> reader) {
    // Plug-ins are found by the caller's class loader, which other threads do not have.
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return texts().parallelStream()
        .map(
            text ->
                Outcome.of(
                    () -> {
                      Thread.currentThread().setContextClassLoader(loader);
                      return reader.apply(text.file(), text.text());
                    }))
        .toList()
        .stream()
        .flatMap(Outcome::stream)
        .toList();
  }

  private static List<Text> texts() {
    List<Text> texts = new ArrayList<>();
    try {
      ClassLoader loader = Catalogues.class.getClassLoader();
      for (URL index : Collections.list(loader.getResources(INDEX))) {
        for (String line : text(index.openStream()).lines().map(String::strip).toList()) {
          if (line.isEmpty() || line.startsWith("#")) {
            continue;
          }
          InputStream resource = loader.getResourceAsStream(line);
          if (resource == null) {
            throw new SettingsException(index + " names the catalogue " + line + ", not found");
          }
          texts.add(new Text(line.substring(line.lastIndexOf('/') + 1), text(resource)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static <T extends InCatalogue> void add(Map<String, T> byId, T claim) {
    T other = byId.putIfAbsent(claim.id(), claim);
    if (other != null) {
      throw new SettingsException(
          "two claims have the id '%s': %s:%d and %s:%d; ids are unique over all catalogues"
              .formatted(claim.id(), other.file(), other.line(), claim.file(), claim.line()));
    }
  }

  private static String text(InputStream in) throws IOException {
    try (in) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
