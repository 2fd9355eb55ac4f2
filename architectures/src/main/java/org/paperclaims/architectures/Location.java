package org.paperclaims.architectures;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which rectifiers of a module, along each of its paths. */
public sealed interface Location {
  /** Give how it is written: {@code first}, {@code last}, {@code 2}, {@code all}, {@code none}. */
  String word();

  /**
   * Give the rectifiers of a module that stand here.
   *
   * @return their names, each once, along the first path and then the next
   */
  default Set<String> of(Module module) {
    Set<String> names = new LinkedHashSet<>();
    module.paths().forEach(path -> names.addAll(on(path)));
    return names;
  }

  /** Give the part of a path, a module's rectifiers in order, that stands here. */
  List<String> on(List<String> path);

  /** The first rectifier of each path. */
  record First() implements Location {
    @Override
    public String word() {
      return "first";
    }

    @Override
    public List<String> on(List<String> path) {
      return path.subList(0, 1);
    }
  }

  /** The last rectifier of each path. */
  record Last() implements Location {
    @Override
    public String word() {
      return "last";
    }

    @Override
    public List<String> on(List<String> path) {
      return path.subList(path.size() - 1, path.size());
    }
  }

  /** The rectifier at a position from 1 on, in the paths that are that long. */
  record Index(int position) implements Location {
    public Index {
      if (position < 1) {
        throw new ErasureException(
            Integer.toString(position), "positions in a module count from 1", "1@100%");
      }
    }

    @Override
    public String word() {
      return Integer.toString(position);
    }

    @Override
    public List<String> on(List<String> path) {
      return position > path.size() ? List.of() : List.of(path.get(position - 1));
    }
  }

  /** Every rectifier of the module. */
  record All() implements Location {
    @Override
    public String word() {
      return "all";
    }

    @Override
    public List<String> on(List<String> path) {
      return path;
    }
  }

  /** No rectifier. */
  record None() implements Location {
    @Override
    public String word() {
      return "none";
    }

    @Override
    public List<String> on(List<String> path) {
      return List.of();
    }
  }
}
