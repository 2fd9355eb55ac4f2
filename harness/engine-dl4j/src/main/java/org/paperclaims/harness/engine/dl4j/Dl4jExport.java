package org.paperclaims.harness.engine.dl4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Snapshot;

/**
 * Gives a trained network as a plain DL4J {@code ComputationGraph} of standard layers, for
 * applications that know nothing of this project. Layers are named after the nodes; the last one,
 * {@code output}, holds the loss and gives probabilities (or the numbers of a regression).
 */
public final class Dl4jExport {
  private static final String OUTPUT = "output";

  private final Network network;
  private final GraphBuilder builder;
  private final Map<String, String> vertices = new HashMap<>();
  private final Set<String> vectors = new HashSet<>();

  private Dl4jExport(Network network) {
    this.network = network;
    this.builder =
        new NeuralNetConfiguration.Builder()
            .updater(new Nesterovs(0.1, 0.9))
            .activation(Activation.IDENTITY)
            .convolutionMode(ConvolutionMode.Truncate)
            .graphBuilder();
  }

  /**
   * Write a zip that {@code ModelSerializer.restoreComputationGraph} reads.
   *
   * @throws EngineException.Unsupported if no standard layer does what a node does
   */
  public static void write(Network network, Snapshot snapshot, Task task, Path file) {
    ComputationGraph graph = graph(network, snapshot, task);
    try {
      ModelSerializer.writeModel(graph, file.toFile(), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    } finally {
      graph.close();
    }
  }

  /**
   * Make the graph with a snapshot's weights and running statistics.
   *
   * @throws EngineException.Unsupported if no standard layer does what a node does
   */
  public static ComputationGraph graph(Network network, Snapshot snapshot, Task task) {
    Nd4jNatives.load();
    Dl4jExport export = new Dl4jExport(network);
    ComputationGraph graph = export.build(task);
    export.fill(graph, snapshot);
    return graph;
  }

  private ComputationGraph build(Task task) {
    Shape shape = network.input();
    String inputName = network.nodes().get(0).name();
    builder.addInputs(inputName);
    // Sizes are all given below; DL4J's own inference of them fails on groups of channels.
    if (shape.height() == 1 && shape.width() == 1) {
      vectors.add(inputName);
    }
    vertices.put(inputName, inputName);
    String last = inputName;
    for (Node node : network.nodes().subList(1, network.nodes().size())) {
      boolean vector = node.inputs().stream().map(this::vertex).allMatch(vectors::contains);
      last = add(node, node.inputs().stream().map(this::vertex).toArray(String[]::new));
      vertices.put(node.name(), last);
      if (vector || node instanceof Node.GlobalAveragePool || node instanceof Node.Linear) {
        vectors.add(last);
      }
    }
    boolean classification = task instanceof Task.Classification;
    builder.addLayer(
        OUTPUT,
        new LossLayer.Builder(classification ? LossFunction.MCXENT : LossFunction.MSE)
            .activation(classification ? Activation.SOFTMAX : Activation.IDENTITY)
            .build(),
        last);
    builder.setOutputs(OUTPUT);
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    return graph;
  }

  private String vertex(String node) {
    String vertex = vertices.get(node);
    if (vertex == null) {
      throw new IllegalStateException("no vertex for " + node);
    }
    return vertex;
  }

  private String add(Node node, String... in) {
    String name = node.name();
    if ((node instanceof Node.Conv
            || node instanceof Node.Pool
            || node instanceof Node.PadShortcut
            || node instanceof Node.LocalResponseNorm)
        && vectors.contains(in[0])) {
      throw unsupported(node, "what it does to a vector");
    }
    if (node instanceof Node.Conv n) {
      return conv(n, in[0]);
    } else if (node instanceof Node.BatchNorm n) {
      builder.addLayer(
          name,
          new BatchNormalization.Builder()
              .nIn(n.channels())
              .nOut(n.channels())
              .eps(n.epsilon())
              .decay(1 - n.momentum())
              .useLogStd(false)
              .build(),
          in);
    } else if (node instanceof Node.Rectifier n) {
      return rectifier(n, in[0]);
    } else if (node instanceof Node.Pool n) {
      builder.addLayer(name, pool(n), in);
    } else if (node instanceof Node.GlobalAveragePool) {
      builder.addLayer(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), in);
    } else if (node instanceof Node.Linear n) {
      DenseLayer layer =
          new DenseLayer.Builder().nIn(n.in()).nOut(n.out()).hasBias(n.bias()).build();
      Shape from = network.shape(n.input());
      if (vectors.contains(in[0])) {
        builder.addLayer(name, layer, in);
      } else {
        builder.addLayer(
            name,
            layer,
            new CnnToFeedForwardPreProcessor(from.height(), from.width(), from.channels()),
            in);
      }
    } else if (node instanceof Node.Add n) {
      for (int i = 0; i < in.length; i++) {
        if (n.scales().get(i) != 1) {
          String scaled = name + ".scaled" + i;
          builder.addVertex(scaled, new ScaleVertex(n.scales().get(i)), in[i]);
          in[i] = scaled;
        }
      }
      builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), in);
    } else if (node instanceof Node.Concat) {
      builder.addVertex(name, new MergeVertex(), in);
    } else if (node instanceof Node.Dropout n) {
      builder.addLayer(name, new DropoutLayer.Builder(new Dropout(1 - n.rate())).build(), in);
    } else if (node instanceof Node.PadShortcut n) {
      // A projection by the identity does the same with a standard layer.
      builder.addLayer(
          name,
          convolution(
              n.inChannels(),
              n.outChannels(),
              new Window(1, 1, n.stride(), n.stride(), 0, 0),
              false),
          in);
    } else if (node instanceof Node.LocalResponseNorm n) {
      builder.addLayer(
          name,
          new LocalResponseNormalization.Builder()
              .n(n.size())
              .alpha(n.alpha() / n.size())
              .beta(n.beta())
              .k(n.k())
              .build(),
          in);
    } else if (node instanceof Node.Gate n) {
      String shifted = name + ".shifted";
      String share = name + ".share";
      builder.addVertex(shifted, new ShiftVertex(n.offset()), in[0]);
      builder.addLayer(
          share, new ActivationLayer.Builder().activation(Activation.SIGMOID).build(), shifted);
      builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Product), share, in[1]);
    } else {
      throw unsupported(node, "it");
    }
    return name;
  }

  private String conv(Node.Conv n, String in) {
    int inputs = n.inChannels() / n.groups();
    int outputs = n.outChannels() / n.groups();
    if (n.groups() == 1) {
      builder.addLayer(n.name(), convolution(inputs, outputs, n.window(), n.bias()), in);
      return n.name();
    }
    String[] groups = new String[n.groups()];
    for (int g = 0; g < groups.length; g++) {
      String subset = n.name() + ".in" + g;
      groups[g] = group(n, g);
      builder.addVertex(subset, new SubsetVertex(g * inputs, (g + 1) * inputs - 1), in);
      builder.addLayer(groups[g], convolution(inputs, outputs, n.window(), n.bias()), subset);
    }
    builder.addVertex(n.name(), new MergeVertex(), groups);
    return n.name();
  }

  private static String group(Node.Conv n, int g) {
    return n.name() + ".group" + g;
  }

  private static ConvolutionLayer convolution(int in, int out, Window w, boolean bias) {
    return new ConvolutionLayer.Builder(w.kernelHeight(), w.kernelWidth())
        .stride(w.strideHeight(), w.strideWidth())
        .padding(w.padHeight(), w.padWidth())
        .nIn(in)
        .nOut(out)
        .hasBias(bias)
        .build();
  }

  private String rectifier(Node.Rectifier n, String in) {
    if (n.effect() instanceof RectifierKind.Identity) {
      return in;
    }
    if (n.kind() instanceof RectifierKind.PRelu) {
      Shape shape = network.shape(n.name());
      PReLULayer.Builder layer = new PReLULayer.Builder();
      builder.addLayer(
          n.name(),
          vectors.contains(in)
              ? layer.inputShape(shape.channels()).build()
              : layer
                  .inputShape(shape.channels(), shape.height(), shape.width())
                  .sharedAxes(2, 3)
                  .build(),
          in);
      return n.name();
    }
    String own = in;
    if (readers(in) > 1) {
      // In inference DL4J's activation layer overwrites its input, which others still read.
      own = n.name() + ".copy";
      builder.addVertex(own, new ScaleVertex(1), in);
    }
    builder.addLayer(
        n.name(), new ActivationLayer.Builder().activation(activation(n)).build(), own);
    return n.name();
  }

  private long readers(String vertex) {
    return network.nodes().stream()
        .flatMap(node -> node.inputs().stream())
        .filter(input -> vertex.equals(vertices.get(input)))
        .count();
  }

  private IActivation activation(Node.Rectifier n) {
    if (n.kind() instanceof RectifierKind.Relu) {
      return new ActivationReLU();
    } else if (n.kind() instanceof RectifierKind.LeakyRelu kind) {
      return new ActivationLReLU(kind.slope());
    } else if (n.kind() instanceof RectifierKind.Drawn kind) {
      // DL4J's own RReLU cuts off at the mean slope in inference instead of multiplying by it.
      return new ActivationLReLU(kind.inferenceSlope());
    }
    throw unsupported(n, "it");
  }

  private SubsamplingLayer pool(Node.Pool n) {
    Window w = n.window();
    Shape in = network.shape(n.input());
    if (w.outHeight(in.height(), false) != w.outHeight(in.height(), true)
        || w.outWidth(in.width(), false) != w.outWidth(in.width(), true)) {
      if (n.ceil()) {
        throw unsupported(n, "a partial last window");
      }
    }
    return new SubsamplingLayer.Builder(
            n.kind() == PoolKind.MAX
                ? SubsamplingLayer.PoolingType.MAX
                : SubsamplingLayer.PoolingType.AVG)
        .kernelSize(w.kernelHeight(), w.kernelWidth())
        .stride(w.strideHeight(), w.strideWidth())
        .padding(w.padHeight(), w.padWidth())
        .avgPoolIncludePadInDivisor(n.countPadding())
        .build();
  }

  private EngineException.Unsupported unsupported(Node node, String what) {
    return new EngineException.Unsupported(
        "node "
            + node.name()
            + " of "
            + network.name()
            + " cannot be exported: no standard layer of DL4J does "
            + what
            + ", found "
            + node);
  }

  private void fill(ComputationGraph graph, Snapshot snapshot) {
    for (Node node : network.nodes()) {
      String name = node.name();
      if (node instanceof Node.Conv n) {
        for (int g = 0; g < n.groups(); g++) {
          String layer = n.groups() == 1 ? name : group(n, g);
          int outputs = n.outChannels() / n.groups();
          Window w = n.window();
          int[] shape = {outputs, n.inChannels() / n.groups(), w.kernelHeight(), w.kernelWidth()};
          set(graph, layer, "W", part(snapshot, name + ".weight", g, n.groups(), shape));
          if (n.bias()) {
            set(graph, layer, "b", part(snapshot, name + ".bias", g, n.groups(), 1, outputs));
          }
        }
      } else if (node instanceof Node.Linear n) {
        set(graph, name, "W", part(snapshot, name + ".weight", 0, 1, n.out(), n.in()).transpose());
        if (n.bias()) {
          set(graph, name, "b", part(snapshot, name + ".bias", 0, 1, 1, n.out()));
        }
      } else if (node instanceof Node.BatchNorm n) {
        Map.of("gamma", "gamma", "beta", "beta", "mean", "mean", "var", "variance")
            .forEach(
                (theirs, ours) ->
                    set(
                        graph,
                        name,
                        theirs,
                        part(snapshot, name + "." + ours, 0, 1, 1, n.channels())));
      } else if (node instanceof Node.Rectifier n && n.effect() instanceof RectifierKind.PRelu) {
        int channels = network.shape(name).channels();
        set(graph, name, "W", part(snapshot, name + ".slope", 0, 1, 1, channels, 1, 1));
      } else if (node instanceof Node.PadShortcut n) {
        set(graph, name, "W", identity(n));
      }
    }
  }

  private static INDArray identity(Node.PadShortcut n) {
    INDArray weight = Nd4j.zeros(n.outChannels(), n.inChannels(), 1, 1);
    for (int c = 0; c < n.inChannels(); c++) {
      weight.putScalar(n.before() + c, c, 0, 0, 1f);
    }
    return weight;
  }

  private static INDArray part(Snapshot snapshot, String name, int part, int parts, int... shape) {
    float[] all = snapshot.tensor(name).data();
    int size = all.length / parts;
    float[] piece = Arrays.copyOfRange(all, part * size, (part + 1) * size);
    return Nd4j.create(piece, shape, 'c');
  }

  private static void set(ComputationGraph graph, String layer, String key, INDArray value) {
    INDArray to = graph.getLayer(layer).getParam(key);
    to.assign(value.reshape(to.shape()));
  }
}
