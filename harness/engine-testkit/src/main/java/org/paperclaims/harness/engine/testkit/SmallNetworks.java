package org.paperclaims.harness.engine.testkit;

import java.util.ArrayList;
import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.family.Architectures;

/** Networks of a few hundred numbers that together hold every node type. */
public final class SmallNetworks {
  private static final Shape IMAGE = new Shape(3, 7, 6);

  private SmallNetworks() {}

  /** Give one network for each way of using each node type. */
  public static List<Network> ofEveryNodeType() {
    List<Network> all = new ArrayList<>();
    all.add(
        onImages(
            "convolution with bias and stride",
            new Node.Conv("x", "in", 3, 4, Window.square(3, 2, 1), 1, true)));
    all.add(
        onImages(
            "convolution with a rectangular window",
            new Node.Conv("x", "in", 3, 4, new Window(3, 1, 2, 1, 1, 0), 1, false)));
    all.add(
        onImages(
            "grouped convolution",
            new Node.Conv("a", "in", 3, 4, Window.square(1, 1, 0), 1, false),
            new Node.Conv("x", "a", 4, 6, Window.square(3, 1, 1), 2, false)));
    all.add(
        onImages(
            "convolution down to one pixel",
            new Node.Conv("x", "in", 3, 5, new Window(7, 6, 1, 1, 0, 0), 1, false)));
    all.addAll(pixelsSkipped());
    all.add(onImages("batch norm", new Node.BatchNorm("x", "in", 3, 1e-3, 0.3)));
    all.addAll(norms());
    rectifiers().forEach(all::add);
    pools().forEach(all::add);
    all.add(
        onImages(
            "scaled sum",
            conv("a", "in", 3),
            conv("b", "in", 3),
            new Node.Add("x", List.of("a", "b", "in"), List.of(1.0, 0.5, -2.0))));
    all.add(
        onImages(
            "sum of one tensor twice",
            conv("a", "in", 3),
            relu("r", "a"),
            Node.Add.of("s", "r", "r"),
            Node.Add.of("x", "s", "a")));
    all.add(
        onImages(
            "erased rectifier before two readers",
            conv("a", "in", 3),
            new Node.BatchNorm("n", "a", 3, 1e-5, 0.1),
            relu("r", "n").erase(),
            relu("p", "r"),
            Node.Add.of("x", "p", "r")));
    all.add(
        onImages(
            "concatenation",
            conv("a", "in", 2),
            relu("r", "a"),
            conv("b", "in", 3),
            new Node.Concat("x", List.of("r", "b", "in"))));
    all.add(
        onImages(
            "gate that is read with its input",
            conv("a", "in", 3),
            conv("g", "a", 3),
            relu("r", "a"),
            new Node.Gate("y", "g", "r", -0.5),
            new Node.Add("x", List.of("y", "r", "g"), List.of(1.0, -1.0, 0.5))));
    all.add(onImages("gate of itself", conv("a", "in", 3), new Node.Gate("x", "a", "a", 1)));
    all.add(
        onImages(
            "pyramid pool of even and uneven bins",
            conv("a", "in", 2),
            new Node.PyramidPool("x", "a", List.of(8, 4, 2, 1))));
    all.add(
        onImages(
            "map of the centre of the picture, joined",
            conv("a", "in", 3),
            new Node.CentreMap("c", "in", 1.5),
            new Node.Concat("x", List.of("a", "c"))));
    all.add(
        onImages(
            "map of the centre of what a convolution puts out, times it",
            conv("a", "in", 1),
            new Node.CentreMap("c", "a", 2),
            relu("r", "a"),
            new Node.Gate("x", "c", "r", -0.5)));
    all.add(onImages("pyramid of one bin", new Node.PyramidPool("x", "in", List.of(1))));
    all.add(
        onImages("padded shortcut with odd channels", new Node.PadShortcut("x", "in", 3, 6, 2)));
    all.add(
        onImages(
            "padded shortcut with all zeros behind", new Node.PadShortcut("x", "in", 3, 6, 2, 0)));
    all.add(
        onImages("local response norm", new Node.LocalResponseNorm("x", "in", 3, 0.5, 0.75, 1.5)));
    all.add(
        onImages(
            "local response norm over an even number of channels",
            conv("a", "in", 5),
            new Node.LocalResponseNorm("x", "a", 4, 0.5, 0.75, 2)));
    all.add(onImages("dropout of nothing", new Node.Dropout("x", "in", 0)));
    all.add(vectors());
    all.add(flattened());
    return all;
  }

  /** Convolutions that read some pixels alone; the images are large enough to be read by parts. */
  private static List<Network> pixelsSkipped() {
    return List.of(
        onImages(
            "1x1 convolution of every second pixel",
            conv("a", "in", 4),
            new Node.Conv("x", "a", 4, 6, Window.square(1, 2, 0), 1, true)),
        onImages(
            "1x1 convolution of every third column",
            conv("a", "in", 4),
            new Node.Conv("x", "a", 4, 6, new Window(1, 1, 1, 3, 0, 0), 1, false)),
        new Network(
            "1x1 convolution of every second pixel of large images",
            List.of(
                new Node.Input("in", new Shape(3, 96, 96)),
                new Node.Conv("a", "in", 3, 7, Window.square(1, 1, 0), 1, false),
                new Node.Conv("x", "a", 7, 5, Window.square(1, 2, 0), 1, false),
                new Node.GlobalAveragePool("pool", "x"),
                new Node.Linear("out", "pool", 5, 4, true)),
            List.of()));
  }

  /** Normalisations whose gradients come from more than one reader, or go to more than one. */
  private static List<Network> norms() {
    return List.of(
        onImages(
            "sum of two normalised, rectified branches",
            conv("a", "in", 3),
            norm("n", "a"),
            relu("r", "n"),
            conv("b", "in", 3),
            norm("m", "b"),
            relu("q", "m"),
            Node.Add.of("x", "r", "q")),
        onImages(
            "sum of two normalised branches, then of a third before them",
            conv("e", "in", 3),
            norm("l", "e"),
            relu("k", "l"),
            conv("a", "in", 3),
            norm("n", "a"),
            conv("b", "in", 3),
            norm("m", "b"),
            Node.Add.of("s", "n", "m"),
            Node.Add.of("x", "s", "k")),
        onImages(
            "rectified sum of two normalised branches, read twice, and one before them",
            conv("e", "in", 3),
            norm("l", "e"),
            relu("k", "l"),
            conv("a", "in", 3),
            norm("n", "a"),
            conv("b", "in", 3),
            norm("m", "b"),
            Node.Add.of("s", "n", "m"),
            relu("r", "s"),
            conv("c", "r", 3),
            new Node.Add("x", List.of("c", "r", "k"), List.of(1.0, 1.0, 1.0))),
        onImages(
            "normalised branch read twice by one sum",
            conv("a", "in", 3),
            norm("n", "a"),
            Node.Add.of("x", "n", "n")),
        onImages(
            "normalised branch read by two convolutions",
            conv("a", "in", 3),
            norm("n", "a"),
            relu("r", "n"),
            conv("b", "r", 3),
            conv("c", "r", 3),
            Node.Add.of("x", "b", "c")));
  }

  private static Node.BatchNorm norm(String name, String input) {
    return new Node.BatchNorm(name, input, 3, 1e-5, 0.1);
  }

  private static List<Network> rectifiers() {
    return List.of(
        onImages("relu", conv("a", "in", 4), relu("x", "a")),
        onImages("relu of the input", relu("x", "in")),
        onImages("relu of a relu", conv("a", "in", 4), relu("r", "a"), relu("x", "r")),
        rectified("leaky relu", new RectifierKind.LeakyRelu(0.2)),
        rectified("prelu", new RectifierKind.PRelu(0.25)),
        rectified("rrelu of one slope", new RectifierKind.RRelu(0.3, 0.3)),
        rectified("rrelu of one divisor", new RectifierKind.DividingRRelu(4, 4)),
        rectified("identity", new RectifierKind.Identity()),
        onImages(
            "erased prelu",
            conv("a", "in", 4),
            new Node.Rectifier("x", "a", new RectifierKind.PRelu(0.25)).erase()));
  }

  private static Network rectified(String name, RectifierKind kind) {
    return onImages(name, conv("a", "in", 4), new Node.Rectifier("x", "a", kind));
  }

  private static List<Network> pools() {
    List<Network> all = new ArrayList<>();
    for (PoolKind kind : PoolKind.values()) {
      for (boolean ceil : new boolean[] {false, true}) {
        for (boolean counted : new boolean[] {false, true}) {
          all.add(
              onImages(
                  kind + " pool" + (ceil ? " rounded up" : "") + (counted ? " counting" : ""),
                  conv("a", "in", 2),
                  new Node.Pool("x", "a", kind, Window.square(3, 2, 1), ceil, counted)));
        }
      }
    }
    return all;
  }

  /** A regression of vectors, with batch norm between linear maps. */
  public static Network vectors() {
    return new Network(
        "vectors",
        List.of(
            new Node.Input("in", Shape.vector(5)),
            new Node.Linear("a", "in", 5, 7, false),
            new Node.BatchNorm("n", "a", 7, 1e-5, 0.1),
            relu("r", "n"),
            new Node.Linear("out", "r", 7, 4, true)),
        List.of());
  }

  private static Network flattened() {
    return new Network(
        "linear map of an image",
        List.of(
            new Node.Input("in", IMAGE),
            conv("a", "in", 4),
            new Node.Linear("out", "a", 4 * 42, 4, true)),
        List.of());
  }

  /** A network that draws: batch norm, dropout and RReLU. */
  public static Network drawing() {
    return onImages(
        "dropout and rrelu",
        conv("a", "in", 6),
        new Node.BatchNorm("n", "a", 6, 1e-5, 0.1),
        new Node.Rectifier("r", "n", new RectifierKind.RRelu(0.1, 0.5)),
        new Node.Dropout("x", "r", 0.4));
  }

  /** A small residual network. */
  public static Network residual() {
    return Architectures.build("resnet-8-a-w4", new Shape(3, 8, 8), 4);
  }

  private static Node.Conv conv(String name, String input, int out) {
    return new Node.Conv(name, input, 3, out, Window.square(3, 1, 1), 1, false);
  }

  private static Node.Rectifier relu(String name, String input) {
    return new Node.Rectifier(name, input, new RectifierKind.Relu());
  }

  /** Close a network with a global pool and a classifier after the node called x. */
  private static Network onImages(String name, Node... middle) {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node.Input("in", IMAGE));
    nodes.addAll(List.of(middle));
    int channels = new Network(name, nodes, List.of()).output().channels();
    nodes.add(new Node.Conv("mix", "x", channels, 5, Window.square(1, 1, 0), 1, true));
    nodes.add(new Node.GlobalAveragePool("pool", "mix"));
    nodes.add(new Node.Linear("out", "pool", 5, 4, true));
    return new Network(name, nodes, List.of());
  }
}
