package org.paperclaims.harness.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.datasets.DatasetSpec;

/**
 * The mean slope that the parametric rectifiers of the first or the last module have learned:
 * {@code slope(first)} (He et al. 2015, arXiv 1502.01852, table 1). Erased rectifiers count with
 * what they keep, so erase none where slopes are compared.
 *
 * @param where {@code FIRST} or {@code LAST}
 */
record LearnedSlope(ModuleAt where) implements ModelMetric {
  @Override
  public Heading heading() {
    return Heading.lower(
        "slope(" + where.id() + ")", "Mean slope in the " + where.id() + " module", Unit.SLOPE);
  }

  @Override
  public OptionalDouble measure(TrainedNetwork net) {
    return slopes(net.network()).stream()
        .flatMapToDouble(
            name -> {
              float[] slopes = net.model().tensor(name + ".slope").data();
              return java.util.stream.IntStream.range(0, slopes.length).mapToDouble(i -> slopes[i]);
            })
        .average();
  }

  @Override
  public Optional<String> misfit(Supplier<Network> network, DatasetSpec data) {
    Network built = network.get();
    return slopes(built).isEmpty()
        ? Optional.of(
            "%s learns no slopes in its %s module: allowed networks with -prelu"
                .formatted(built.name(), where.id()))
        : Optional.empty();
  }

  private List<String> slopes(Network network) {
    Set<String> inModule =
        where.of(network).stream()
            .flatMap(m -> m.paths().stream())
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    return network.rectifiers().stream()
        .filter(r -> r.kind() instanceof RectifierKind.PRelu && inModule.contains(r.name()))
        .map(Node.Rectifier::name)
        .toList();
  }
}
