package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.measure.Networks;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;
import org.paperclaims.harness.suite.PlannedRuns;

/**
 * The runs of a plan for a scheduler: a file of one JSON object a line, those that take longest
 * first.
 *
 * @param units the runs that can be named
 * @param withoutData those whose data is not here, which are to do, and stand in no file
 */
record Units(List<Unit> units, List<Unit> withoutData) {
  private static final OutputFile FILE = new OutputFile("--units", "JSONL");

  /** No runs. */
  static final Units NONE = new Units(List.of(), List.of());

  Units {
    units = List.copyOf(units);
    withoutData = List.copyOf(withoutData);
  }

  /**
   * A run.
   *
   * @param seconds that it takes, as like runs or the engine's throughput so far say
   * @param work multiply-adds of the whole run, which stand for a time that is unknown
   * @param bytes of memory that its numbers take on the device, at least
   */
  private record Unit(
      String fingerprint,
      RunSpec spec,
      boolean recorded,
      OptionalDouble seconds,
      OptionalDouble work,
      OptionalDouble bytes) {}

  static Units of(PlannedRuns runs, List<RunRecord> records, DatasetSource datasets) {
    RunTimes times = new RunTimes(records, datasets);
    Set<String> recorded = records.stream().map(RunRecord::fingerprint).collect(Collectors.toSet());
    List<Unit> units = new ArrayList<>();
    runs.byFingerprint()
        .forEach(
            (name, spec) -> units.add(unit(name, spec, recorded.contains(name), times, datasets)));
    // The engine's throughput is the same for all of an engine's runs, so that both orders agree.
    units.sort(
        Comparator.comparingDouble((Unit u) -> u.seconds().orElse(0))
            .thenComparingDouble(u -> u.work().orElse(0))
            .reversed());
    List<Unit> withoutData = new ArrayList<>();
    runs.withoutData().forEach(spec -> withoutData.add(unit("", spec, false, times, datasets)));
    return new Units(units, withoutData);
  }

  private static Unit unit(
      String name, RunSpec spec, boolean recorded, RunTimes times, DatasetSource datasets) {
    OptionalDouble like = times.ofLikeRuns(spec);
    return new Unit(
        name,
        spec,
        recorded,
        like.isPresent() ? like : times.ofThroughput(spec),
        times.work(spec),
        name.isEmpty() ? OptionalDouble.empty() : bytes(spec, datasets));
  }

  /**
   * Give the least memory of a run in bytes: float32 weights, gradients, momenta and a copy of the
   * weights, and the numbers between the nodes for a batch with their gradients. The memory of the
   * JVM, of a library and of its workspaces comes on top.
   */
  private static OptionalDouble bytes(RunSpec spec, DatasetSource datasets) {
    if (spec.architecture().equals(GivenModel.WHOLE)) {
      return OptionalDouble.empty();
    }
    try {
      Dataset dataset = datasets.get(spec.dataset());
      var network = Networks.of(spec, dataset);
      double parameters = network.parameters().stream().mapToDouble(p -> p.size()).sum();
      double between =
          network.nodes().stream().mapToDouble(n -> network.shape(n.name()).size()).sum();
      return OptionalDouble.of(4 * (4 * parameters + 2 * spec.recipe().batch() * between));
    } catch (DatasetException e) {
      return OptionalDouble.empty();
    }
  }

  /** Leave out the runs whose data is not here. */
  Units withData() {
    return new Units(units, List.of());
  }

  private Stream<Unit> leftToDo() {
    return Stream.concat(units.stream(), withoutData.stream()).filter(u -> !u.recorded());
  }

  /** Give the seconds of each run that is not recorded and whose time is known. */
  List<Double> secondsToDo() {
    return leftToDo().flatMapToDouble(u -> u.seconds().stream()).boxed().toList();
  }

  /** Give the multiply-adds of each run that is not recorded and of which they are known. */
  List<Double> workToDo() {
    return leftToDo().flatMapToDouble(u -> u.work().stream()).boxed().toList();
  }

  /** Count the runs that are not recorded. */
  int toDo() {
    return (int) leftToDo().count();
  }

  /** Give the memory of the largest run that is not recorded, in bytes; 0 if it is unknown. */
  double largestToDo() {
    return leftToDo().mapToDouble(u -> u.bytes().orElse(0)).max().orElse(0);
  }

  /** Tell whether a run that is not recorded reads a data set from files. */
  boolean readsFiles(Path folder) {
    Datasets datasets = new Datasets(folder);
    return leftToDo().anyMatch(u -> datasets.card(u.spec().dataset().name()).isPresent());
  }

  /** Write the file. */
  void write(Path file) throws JsonProcessingException {
    StringBuilder lines = new StringBuilder();
    for (Unit unit : units) {
      ObjectNode node = Json.object();
      node.put("fingerprint", unit.fingerprint());
      node.put("recorded", unit.recorded());
      Json.put(node, "seconds", unit.seconds());
      Json.put(node, "memory_bytes", unit.bytes());
      node.putRawValue("spec", new RawValue(SpecJson.write(unit.spec())));
      lines.append(Json.line(node)).append('\n');
    }
    FILE.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
