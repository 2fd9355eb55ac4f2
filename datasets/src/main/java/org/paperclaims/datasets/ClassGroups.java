package org.paperclaims.datasets;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Groups of classes that a data set names, for errors that are told group by group. */
public final class ClassGroups {
  // CIFAR-10: airplane, automobile, bird, cat, deer, dog, frog, horse, ship, truck.
  private static final Map<String, Map<String, BitSet>> BY_DATASET =
      Map.of(
          "cifar10",
          new TreeMap<>(
              Map.of("animals", classes(2, 3, 4, 5, 6, 7), "vehicles", classes(0, 1, 8, 9))));

  private ClassGroups() {}

  /** Give a data set's groups by name, each as the classes in it; none where it names none. */
  public static Map<String, BitSet> of(String dataset) {
    Map<String, BitSet> groups = new TreeMap<>();
    BY_DATASET
        .getOrDefault(dataset, Map.of())
        .forEach((name, classes) -> groups.put(name, (BitSet) classes.clone()));
    return groups;
  }

  /** Give the names that some data set has for a group, in order. */
  public static List<String> names() {
    return BY_DATASET.values().stream().flatMap(g -> g.keySet().stream()).sorted().toList();
  }

  private static BitSet classes(int... numbers) {
    BitSet set = new BitSet();
    for (int number : numbers) {
      set.set(number);
    }
    return set;
  }
}
