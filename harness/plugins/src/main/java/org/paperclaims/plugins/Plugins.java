package org.paperclaims.plugins;

import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The providers on the class path, by {@link ServiceLoader}: classes with a public constructor
 * without parameters that a file {@code META-INF/services/SERVICE} names. Safe for use by several
 * threads.
 */
public final class Plugins {
  private static final Set<Plugin> FOUND = new LinkedHashSet<>();
  private static final Set<String> PROBLEMS = new LinkedHashSet<>();

  private Plugins() {}

  /**
   * Make every provider of a service. One that cannot be made is left out, with one line on
   * standard error.
   */
  public static <P> List<P> of(Class<P> service) {
    return of(service, Plugins::warn);
  }

  static <P> List<P> of(Class<P> service, Consumer<String> problems) {
    Iterator<P> found = ServiceLoader.load(service).iterator();
    List<P> made = new ArrayList<>();
    while (true) {
      try {
        if (!found.hasNext()) {
          return made;
        }
        made.add(found.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        problems.accept(
            "a plug-in cannot be used: %s; remove it, or mend it"
                .formatted(oneLine(String.valueOf(e.getMessage()), e.getCause())));
      }
    }
  }

  private static String oneLine(String message, @Nullable Throwable cause) {
    String first = message.lines().findFirst().orElse("");
    return cause == null || first.contains(String.valueOf(cause.getMessage()))
        ? first
        : first + " (" + cause.toString().lines().findFirst().orElse("") + ")";
  }

  /** Say on standard error, once, why something that a plug-in brings is left out. */
  static void warn(String problem) {
    synchronized (PROBLEMS) {
      if (!PROBLEMS.add(problem)) {
        return;
      }
    }
    System.err.println("claims: warning: " + problem);
  }

  static void found(Plugin plugin) {
    synchronized (FOUND) {
      FOUND.add(plugin);
    }
  }

  /** List what plug-ins have brought so far, in the order in which it was found. */
  public static List<Plugin> found() {
    synchronized (FOUND) {
      return List.copyOf(FOUND);
    }
  }

  /** List why something was left out so far. */
  public static List<String> problems() {
    synchronized (PROBLEMS) {
      return List.copyOf(PROBLEMS);
    }
  }

  /** Give the name of the jar or folder that a class lies in; empty if nobody knows. */
  static String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return "";
    }
    try {
      Path file = Path.of(URI.create(source.getLocation().toString()));
      return String.valueOf(file.getFileName());
    } catch (RuntimeException e) {
      return source.getLocation().toString();
    }
  }
}
