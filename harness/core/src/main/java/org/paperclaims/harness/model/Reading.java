package org.paperclaims.harness.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/**
 * A file read as a network: where each tensor goes, and what is wrong with that.
 *
 * @param names whose names the file uses
 * @param prefix what stands before every name, such as {@code state_dict.module.}
 * @param goes for each tensor of the network that one of the file has the name of, that one
 * @param missing tensors of the network that the file has not
 * @param misshaped of {@code goes}, those whose shapes are not the network's
 * @param strays tensors under the prefix that go nowhere though they could be weights
 * @param leftOut counters, and what lies outside of the prefix
 */
public record Reading(
    String network,
    String names,
    String prefix,
    Map<Parameter, StoredTensor> goes,
    List<Parameter> missing,
    List<Parameter> misshaped,
    List<StoredTensor> strays,
    List<StoredTensor> leftOut) {
  private static final String OWN = "this project";
  private static final int NAMED = 3;

  /** Each set is tried as the network, and a model has a few: of an ensemble, or averaged. */
  private static final int MOST_PREFIXES = 100;

  public Reading {
    missing = List.copyOf(missing);
    misshaped = List.copyOf(misshaped);
    strays = List.copyOf(strays);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Read a file as a network, by whichever names fit best.
   *
   * @param prefix where a file holds several sets of weights, the one that is meant; empty to find
   *     the only one
   * @throws ModelFileException.Unfit if several sets of weights fit
   */
  public static Reading of(ModelFile file, Network network, String prefix) {
    return of(file.path(), file.tensors(), network, prefix);
  }

  /** Read the tensors of a file as a network. */
  static Reading of(Path file, List<StoredTensor> tensors, Network network, String prefix) {
    List<Reading> all = new ArrayList<>();
    Map<Parameter, List<String>> own =
        network.parameters().stream()
            .collect(
                Collectors.toMap(p -> p, p -> List.of(p.name()), (a, b) -> a, LinkedHashMap::new));
    all.addAll(readings(tensors, network, OWN, own, prefix));
    for (NameTable table : NameTable.known()) {
      Map<Parameter, List<String>> names = table.names(network);
      if (!names.isEmpty()) {
        all.addAll(readings(tensors, network, table.name(), names, prefix));
      }
    }
    List<Reading> complete = all.stream().filter(Reading::isComplete).toList();
    Set<String> prefixes =
        complete.stream().map(Reading::prefix).collect(Collectors.toCollection(LinkedHashSet::new));
    if (prefixes.size() > 1) {
      throw new ModelFileException.Unfit(
          "%s: it holds several sets of weights for %s, behind %s; say which is meant"
              .formatted(file, network.name(), String.join(" and ", prefixes)));
    }
    return all.stream()
        .max(Comparator.comparing(Reading::isComplete).thenComparing(Reading::fitting))
        .orElseThrow();
  }

  private static List<Reading> readings(
      List<StoredTensor> stored,
      Network network,
      String table,
      Map<Parameter, List<String>> names,
      String asked) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    stored.forEach(t -> tensors.put(t.name(), t));
    Set<String> prefixes = new LinkedHashSet<>();
    if (asked.isEmpty()) {
      prefixes.add("");
      List<Parameter> anchors = network.parameters();
      for (Parameter anchor : List.of(anchors.get(0), anchors.get(anchors.size() - 1))) {
        prefixes.addAll(prefixes(tensors.keySet(), names.getOrDefault(anchor, List.of())));
      }
    } else {
      prefixes.add(asked.endsWith(".") ? asked : asked + ".");
    }
    if (prefixes.size() > MOST_PREFIXES) {
      throw new ModelFileException.Unfit(
          "%d sets of tensors begin as %s does, at most %d are looked through; say which prefix is meant"
              .formatted(prefixes.size(), network.name(), MOST_PREFIXES));
    }
    return prefixes.stream().map(p -> read(network, table, names, tensors, p)).toList();
  }

  private static Set<String> prefixes(Set<String> tensors, List<String> names) {
    Set<String> prefixes = new LinkedHashSet<>();
    for (String tensor : tensors) {
      for (String name : names) {
        if (tensor.endsWith("." + name)) {
          prefixes.add(tensor.substring(0, tensor.length() - name.length()));
        }
      }
    }
    return prefixes;
  }

  private static Reading read(
      Network network,
      String table,
      Map<Parameter, List<String>> names,
      Map<String, StoredTensor> tensors,
      String prefix) {
    Map<Parameter, StoredTensor> goes = new LinkedHashMap<>();
    List<Parameter> missing = new ArrayList<>();
    List<Parameter> misshaped = new ArrayList<>();
    Set<StoredTensor> taken = new HashSet<>();
    for (Parameter parameter : network.parameters()) {
      Optional<StoredTensor> found =
          names.getOrDefault(parameter, List.of()).stream()
              .map(n -> tensors.get(prefix + n))
              .filter(t -> t != null && !taken.contains(t))
              .findFirst();
      if (found.isEmpty()) {
        missing.add(parameter);
      } else {
        goes.put(parameter, found.get());
        taken.add(found.get());
        if (!found.get().shape().equals(parameter.shape()) || !found.get().type().isReal()) {
          misshaped.add(parameter);
        }
      }
    }
    Map<Boolean, List<StoredTensor>> rest =
        tensors.values().stream()
            .filter(t -> !taken.contains(t))
            .collect(
                Collectors.partitioningBy(t -> t.type().isReal() && t.name().startsWith(prefix)));
    return new Reading(
        network.name(),
        table,
        prefix,
        goes,
        missing,
        misshaped,
        rest.getOrDefault(true, List.of()),
        rest.getOrDefault(false, List.of()));
  }

  /** Tell whether every tensor has its place, in the file and in the network. */
  public boolean isComplete() {
    return missing.isEmpty() && misshaped.isEmpty() && strays.isEmpty();
  }

  /** Count the tensors of the network that the file has. */
  public int fitting() {
    return goes.size() - misshaped.size();
  }

  /**
   * Read the numbers.
   *
   * @throws ModelFileException.Unfit if the file's tensors are not the network's; says which
   */
  public Snapshot snapshot(ModelFile file) {
    if (!isComplete()) {
      throw new ModelFileException.Unfit(file.path() + ": " + wrong());
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    goes.forEach((parameter, stored) -> tensors.put(parameter.name(), file.read(stored)));
    return new Snapshot(0, tensors);
  }

  /** Say what does not fit. */
  public String wrong() {
    List<String> all = new ArrayList<>();
    if (!missing.isEmpty()) {
      all.add("it has no " + some(missing.stream().map(Parameter::name).toList()));
    }
    for (Parameter p : misshaped.subList(0, Math.min(NAMED, misshaped.size()))) {
      StoredTensor stored = goes.getOrDefault(p, new StoredTensor("", NumberType.F32, List.of()));
      all.add(
          "%s is %s of shape %s, and %s has the shape %s"
              .formatted(stored.name(), stored.type(), stored.shape(), p.name(), p.shape()));
    }
    if (!strays.isEmpty()) {
      all.add(
          "the network has no place for " + some(strays.stream().map(StoredTensor::name).toList()));
    }
    return "read as %s by the names of %s, %d of %d tensors fit: %s; `claims model show` lists all"
        .formatted(network, names, fitting(), goes.size() + missing.size(), String.join("; ", all));
  }

  private static String some(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
        + (names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "");
  }
}
