package org.paperclaims.plugins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Things of one kind by their names: this project's own, and those that plug-ins bring. A name is
 * one thing's: a plug-in cannot take one of the project's, and two that claim the same are both
 * left out, since the order of a class path would choose between them.
 *
 * @param <T> the kind of thing
 */
public final class Registry<T> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,79}");

  private final Map<String, T> things;
  private final Map<String, String> refused;

  private Registry(Map<String, T> things, Map<String, String> refused) {
    this.things = new LinkedHashMap<>(things);
    this.refused = Map.copyOf(refused);
  }

  /**
   * Put the project's own things and those of plug-ins together.
   *
   * @param kind in words, such as {@code data set}
   * @param own the project's, whose names differ
   * @param name gives a thing's name
   * @param service that plug-ins provide
   * @param brings gives what a provider brings; what it throws leaves the provider out
   */
  public static <T, P> Registry<T> of(
      String kind,
      List<? extends T> own,
      Function<? super T, String> name,
      Class<P> service,
      Function<? super P, ? extends T> brings) {
    return of(kind, own, name, Plugins.of(service), brings, Plugins::warn);
  }

  static <T, P> Registry<T> of(
      String kind,
      List<? extends T> own,
      Function<? super T, String> name,
      List<P> providers,
      Function<? super P, ? extends T> brings,
      Consumer<String> problems) {
    Map<String, T> things = new LinkedHashMap<>();
    own.forEach(thing -> things.put(name.apply(thing), thing));
    Set<String> ours = new LinkedHashSet<>(things.keySet());
    Map<String, List<Plugin>> claimants = new LinkedHashMap<>();
    for (P provider : providers) {
      Class<?> type = provider.getClass();
      try {
        T thing = brings.apply(provider);
        String called = name.apply(thing);
        Plugin plugin = new Plugin(kind, called, type.getName(), Plugins.place(type));
        if (fits(called)) {
          claimants.computeIfAbsent(called, c -> new ArrayList<>()).add(plugin);
          things.putIfAbsent(called, thing);
        } else {
          problems.accept(
              "the %s of %s is left out: its name is '%s'; allowed are small letters, digits, dots, dashes and underlines, a letter first"
                  .formatted(kind, words(plugin), brief(called)));
        }
      } catch (RuntimeException | LinkageError e) {
        problems.accept(
            "the %s of %s is left out: it threw %s"
                .formatted(kind, type.getName(), e.toString().lines().findFirst().orElse("")));
      }
    }
    Map<String, String> refused = new LinkedHashMap<>();
    claimants.forEach(
        (called, plugins) -> {
          if (ours.contains(called)) {
            problems.accept(
                "the %s '%s' of %s is left out: this project has one of that name"
                    .formatted(kind, called, words(plugins)));
          } else if (plugins.size() > 1) {
            String why =
                "'%s' is the name of a %s of %s, so neither is taken; leave one out"
                    .formatted(called, kind, words(plugins));
            problems.accept(why);
            things.remove(called);
            refused.put(called, why);
          } else {
            Plugins.found(plugins.get(0));
          }
        });
    return new Registry<>(things, refused);
  }

  private static boolean fits(@Nullable String name) {
    return name != null && NAME.matcher(name).matches();
  }

  private static String brief(@Nullable String name) {
    String text = String.valueOf(name).replaceAll("\\p{Cntrl}", "?");
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static String words(List<Plugin> plugins) {
    return String.join(" and ", plugins.stream().map(Registry::words).toList());
  }

  private static String words(Plugin plugin) {
    return plugin.provider() + (plugin.place().isEmpty() ? "" : " in " + plugin.place());
  }

  /** List the names, the project's own first. */
  public List<String> names() {
    return List.copyOf(things.keySet());
  }

  /** List the things, the project's own first. */
  public Collection<T> all() {
    return List.copyOf(things.values());
  }

  /** Find the thing of a name. */
  public Optional<T> named(String name) {
    return Optional.ofNullable(things.get(name));
  }

  /** Give the names that several plug-ins claim, so that nothing has them, each with why. */
  public Map<String, String> refused() {
    return refused;
  }
}
