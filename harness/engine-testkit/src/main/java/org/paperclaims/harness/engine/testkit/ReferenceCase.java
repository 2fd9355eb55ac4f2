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
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Batch;

/**
 * One network of {@code reference.json}: numbers that Python's PyTorch computed in float64 for a
 * small network, three steps of training included. {@code reference.py} beside it made them.
 *
 * @param name such as {@code resnet-8-b-w4 erase last}
 * @param network erased as the name says
 * @param numbers what PyTorch found
 */
public record ReferenceCase(String name, Network network, JsonNode numbers) {
  /** The three steps. */
  public static final double LEARNING_RATE = 0.05;

  /** The three steps, with Nesterov. */
  public static final double MOMENTUM = 0.9;

  /** The three steps. */
  public static final double WEIGHT_DECAY = 5e-4;

  private static final int SIZE = 4;
  private static final Shape INPUT = new Shape(3, 16, 16);

  /** Read all cases. */
  public static List<ReferenceCase> all() {
    try (InputStream in = ReferenceCase.class.getResourceAsStream("reference.json")) {
      JsonNode root = new ObjectMapper().readTree(in);
      List<ReferenceCase> cases = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : root.properties()) {
        String[] words = entry.getKey().split(" erase ", 2);
        Network plain = Architectures.build(words[0], INPUT, 10);
        String erasure = words[1].equals("none") ? "none" : words[1] + "@100%";
        cases.add(
            new ReferenceCase(
                entry.getKey(), Erasure.parse(erasure).applyTo(plain), entry.getValue()));
      }
      return cases;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Give the weights and statistics that the numbers begin with. */
  public Map<String, double[]> initial() {
    Map<String, double[]> tensors = new LinkedHashMap<>();
    int k = 0;
    for (Parameter p : network.parameters()) {
      double[] t = new double[p.size()];
      for (int i = 0; i < t.length; i++) {
        double gain = p.node().equals("linear") ? 1.0 : 2.0;
        t[i] =
            switch (p.role()) {
              case WEIGHT ->
                  Math.sqrt(gain / p.fanIn()) * Math.sqrt(2) * Math.sin(1 + 0.7 * i + 0.13 * k);
              case GAMMA -> 1 + 0.1 * Math.sin(i + k);
              case BETA -> 0.1 * Math.cos(i + k);
              case VARIANCE -> 1;
              default -> 0;
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
  public double[] inputs() {
    double[] x = new double[SIZE * INPUT.size()];
    for (int j = 0; j < x.length; j++) {
      x[j] = Math.sin(0.3 + 0.37 * j) + 0.5 * Math.cos(0.011 * j);
    }
    return x;
  }

  /** Give the batch's labels. */
  public int[] labels() {
    int[] labels = new int[SIZE];
    for (int n = 0; n < SIZE; n++) {
      labels[n] = (3 * n + 1) % 10;
    }
    return labels;
  }

  /** Give the batch. */
  public Batch batch() {
    return Batch.labelled(SIZE, Numbers.narrow(inputs()), labels());
  }

  /** Give logits, row major: {@code logits_training_mode} or {@code logits_inference_mode}. */
  public double[] logits(String field) {
    List<Double> all = new ArrayList<>();
    numbers.get(field).forEach(row -> row.forEach(v -> all.add(v.asDouble())));
    return all.stream().mapToDouble(d -> d).toArray();
  }

  /** Give the losses of the three steps. */
  public double[] losses() {
    List<Double> all = new ArrayList<>();
    numbers.get("losses").forEach(v -> all.add(v.asDouble()));
    return all.stream().mapToDouble(d -> d).toArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
