package org.paperclaims.harness.engine.dl4j;

import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;

/** A small network with the node types that the residual families do not have. */
final class Zoo {
  private Zoo() {}

  static Network network() {
    return new Network(
        "zoo",
        List.of(
            new Node.Input("input", new Shape(3, 11, 9)),
            new Node.Conv("stem", "input", 3, 8, new Window(3, 5, 1, 1, 1, 2), 1, true),
            new Node.Rectifier("leaky", "stem", new RectifierKind.LeakyRelu(0.1)),
            new Node.LocalResponseNorm("lrn", "leaky", 5, 0.1, 0.75, 1),
            new Node.Pool("max", "lrn", PoolKind.MAX, Window.square(3, 2, 1), false, false),
            new Node.Conv("grouped", "max", 8, 8, Window.square(3, 1, 1), 4, true),
            new Node.Rectifier("prelu", "grouped", new RectifierKind.PRelu(0.25)),
            new Node.Pool(
                "average", "prelu", PoolKind.AVERAGE, Window.square(3, 1, 1), false, true),
            new Node.Pool("inner", "prelu", PoolKind.AVERAGE, Window.square(3, 1, 1), false, false),
            new Node.Concat("both", List.of("average", "inner", "max")),
            new Node.BatchNorm("norm", "both", 24, 1e-5, 0.1),
            new Node.Rectifier("rrelu", "norm", new RectifierKind.RRelu(0.1, 0.3)),
            new Node.Dropout("dropout", "rrelu", 0.3),
            new Node.Gate("gate", "norm", "dropout", -0.5),
            new Node.Add("sum", List.of("gate", "norm"), List.of(0.5, 2.0)),
            new Node.Linear("hidden", "sum", 24 * 6 * 5, 12, false),
            new Node.Rectifier("relu", "hidden", new RectifierKind.Relu()),
            new Node.Linear("linear", "relu", 12, 10, true)),
        List.of());
  }
}
