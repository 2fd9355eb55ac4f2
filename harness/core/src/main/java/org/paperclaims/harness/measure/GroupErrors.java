package org.paperclaims.harness.measure;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.ClassGroups;
import org.paperclaims.datasets.DatasetSpec;

/**
 * Percent wrong of the test examples of a group of classes that the data set names: {@code
 * test_error(animals)} of CIFAR-10 (as ILSVRC, Russakovsky et al. 2015, section 6.3, tells objects
 * by their kind).
 */
final class GroupErrors implements MetricFamily {
  private static final Pattern NAME = Pattern.compile("test_error\\(([a-z]+)\\)");

  @Override
  public String form() {
    return "test_error(GROUP)";
  }

  @Override
  public Optional<Metric> named(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches() && ClassGroups.names().contains(parts.group(1))
        ? Optional.of(new Of(parts.group(1)))
        : Optional.empty();
  }

  @Override
  public List<ModelMetric> usual() {
    return ClassGroups.names().stream().<ModelMetric>map(Of::new).toList();
  }

  private record Of(String group) implements ModelMetric {
    @Override
    public Heading heading() {
      return Heading.lower("test_error(" + group + ")", "Test error of " + group, Unit.ERROR);
    }

    @Override
    public OptionalDouble measure(TrainedNetwork net) {
      BitSet classes =
          ClassGroups.of(net.spec().dataset().name()).getOrDefault(group, new BitSet());
      return net.test().answers().stream()
          .mapToDouble(a -> a.errorOf(classes))
          .filter(Double::isFinite)
          .findFirst();
    }

    @Override
    public Optional<String> misfit(Supplier<Network> network, DatasetSpec data) {
      Map<String, BitSet> groups = ClassGroups.of(data.name());
      return groups.containsKey(group)
          ? Optional.empty()
          : Optional.of(
              data.name()
                  + (groups.isEmpty()
                      ? " names no groups of classes"
                      : " names the groups " + String.join(", ", groups.keySet())));
    }
  }
}
