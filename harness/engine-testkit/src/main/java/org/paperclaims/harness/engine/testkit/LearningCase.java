package org.paperclaims.harness.engine.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;

/**
 * One learning rule of {@code learning.json}: numbers that Python's PyTorch computed in float64
 * over five steps on a small network. {@code learning.py} in the same folder made them.
 *
 * @param name such as {@code adam with weight decay}
 * @param rate the learning rate of every step
 * @param numbers what PyTorch found
 */
public record LearningCase(String name, LearningRule rule, double rate, JsonNode numbers) {
  private static final int SIZE = 6;

  /** Read all cases. */
  public static List<LearningCase> all() {
    try (InputStream in = LearningCase.class.getResourceAsStream("learning.json")) {
      JsonNode root = new ObjectMapper().readTree(in);
      List<LearningCase> cases = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : root.properties()) {
        JsonNode rule = entry.getValue().get("rule");
        cases.add(
            new LearningCase(entry.getKey(), rule(rule), number(rule, "rate"), entry.getValue()));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LearningRule rule(JsonNode rule) {
    return new LearningRule(
        optimiser(rule.get("optimiser")),
        number(rule, "weightDecay"),
        rule.get("decaySlopes").asBoolean(),
        number(rule, "clip"),
        number(rule, "labelSmoothing"),
        number(rule, "average"));
  }

  private static Optimiser optimiser(JsonNode o) {
    String kind = o.get("kind").asText();
    return switch (kind) {
      case "sgd" -> new Optimiser.Sgd(number(o, "momentum"), o.get("nesterov").asBoolean());
      case "rmsprop" ->
          new Optimiser.RmsProp(number(o, "decay"), number(o, "epsilon"), number(o, "momentum"));
      case "adam" ->
          new Optimiser.Adam(number(o, "beta1"), number(o, "beta2"), number(o, "epsilon"));
      case "adamw" ->
          new Optimiser.AdamW(number(o, "beta1"), number(o, "beta2"), number(o, "epsilon"));
      default -> throw new IllegalArgumentException("no optimiser " + kind);
    };
  }

  private static double number(JsonNode parent, String field) {
    return parent.get(field).doubleValue();
  }

  /** Build the network: two linear maps with a batch normalisation and a PReLU between them. */
  public static Network network() {
    return new Network(
        "prelu of vectors",
        List.of(
            new Node.Input("in", Shape.vector(5)),
            new Node.Linear("a", "in", 5, 7, false),
            new Node.BatchNorm("n", "a", 7, 1e-5, 0.1),
            new Node.Rectifier("r", "n", new RectifierKind.PRelu(0.25)),
            new Node.Linear("out", "r", 7, 4, true)),
        List.of());
  }

  /** Give the weights and statistics that the steps begin with. */
  public static Map<String, double[]> initial() {
    Map<String, double[]> tensors = new LinkedHashMap<>();
    int k = 0;
    for (Parameter p : network().parameters()) {
      double[] t = new double[p.size()];
      for (int i = 0; i < t.length; i++) {
        t[i] =
            switch (p.role()) {
              case WEIGHT -> 2 / Math.sqrt(p.fanIn()) * Math.sin(1 + 0.7 * i + 0.13 * k);
              case GAMMA -> 1 + 0.1 * Math.sin(i + k);
              case BETA -> 0.1 * Math.cos(i + k);
              case SLOPE -> 0.25 + 0.1 * Math.sin(i + k);
              case VARIANCE -> 1;
              case BIAS, MEAN -> 0;
            };
      }
      if (p.role().trainable()) {
        k++;
      }
      tensors.put(p.name(), t);
    }
    return tensors;
  }

  /** Give the batch in double precision. */
  public static double[] inputs() {
    double[] x = new double[SIZE * 5];
    for (int j = 0; j < x.length; j++) {
      x[j] = Math.sin(0.3 + 0.37 * j) + 0.5 * Math.cos(0.011 * j);
    }
    return x;
  }

  /** Give the batch's labels. */
  public static int[] labels() {
    int[] labels = new int[SIZE];
    for (int n = 0; n < SIZE; n++) {
      labels[n] = (3 * n + 1) % 4;
    }
    return labels;
  }

  /** Give the batch. */
  public static Batch batch() {
    return Batch.labelled(SIZE, Numbers.narrow(inputs()), labels());
  }

  /** Give the losses of the five steps, or other numbers of the case. */
  public double[] numbers(String field) {
    return array(numbers.get(field));
  }

  /** Give a tensor after the five steps. */
  public double[] after(String tensor) {
    return array(numbers.get("after_step_5").get(tensor));
  }

  /** Give a tensor's moving average after the five steps, of a rule that averages. */
  public double[] average(String tensor) {
    return array(numbers.get("average_after_step_5").get(tensor));
  }

  private static double[] array(JsonNode numbers) {
    double[] array = new double[numbers.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = numbers.get(i).doubleValue();
    }
    return array;
  }

  @Override
  public String toString() {
    return name;
  }
}
