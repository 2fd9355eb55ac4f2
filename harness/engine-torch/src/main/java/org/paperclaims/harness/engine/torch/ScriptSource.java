package org.paperclaims.harness.engine.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.harness.engine.EngineException;

/**
 * A network's inference as the source of a TorchScript method. It makes the calls of {@link
 * Operations}: images are N x C x H x W, and what has one pixel is the matrix N x C.
 */
final class ScriptSource {
  private final Network network;
  private final Map<String, String> values = new HashMap<>();
  private final StringBuilder source = new StringBuilder();

  private ScriptSource(Network network) {
    this.network = network;
  }

  /** Write {@code forward}; parameters are attributes of the module under their dotted names. */
  static String of(Network network) {
    return new ScriptSource(network).write();
  }

  private String write() {
    source.append("def forward(self, x: Tensor) -> Tensor:\n");
    String last = "x";
    for (Node node : network.nodes()) {
      last = "v" + values.size();
      source.append("    ").append(last).append(" = ").append(expression(node)).append('\n');
      values.put(node.name(), last);
    }
    return source.append("    return ").append(last).append(".flatten(1)\n").toString();
  }

  private String expression(Node node) {
    if (node instanceof Node.Input n) {
      return isVector(n.name()) ? "x.flatten(1)" : "x";
    } else if (node instanceof Node.Conv n) {
      Window w = n.window();
      return folded(
          n,
          "torch.conv2d(%s, %s, %s, %s, %s, [1, 1], %d)"
              .formatted(
                  image(n.input()),
                  own(n, "weight"),
                  n.bias() ? own(n, "bias") : "None",
                  pair(w.strideHeight(), w.strideWidth()),
                  pair(w.padHeight(), w.padWidth()),
                  n.groups()));
    } else if (node instanceof Node.BatchNorm n) {
      return "torch.batch_norm(%s, %s, %s, %s, %s, False, 0.0, %s, True)"
          .formatted(
              value(n.input()),
              own(n, "gamma"),
              own(n, "beta"),
              own(n, "mean"),
              own(n, "variance"),
              n.epsilon());
    } else if (node instanceof Node.Rectifier n) {
      return rectified(n);
    } else if (node instanceof Node.Pool n) {
      return folded(n, pooled(n));
    } else if (node instanceof Node.GlobalAveragePool n) {
      return isVector(n.input())
          ? value(n.input())
          : "torch.mean(%s, [2, 3])".formatted(value(n.input()));
    } else if (node instanceof Node.Linear n) {
      return "torch.linear(%s.flatten(1), %s, %s)"
          .formatted(value(n.input()), own(n, "weight"), n.bias() ? own(n, "bias") : "None");
    } else if (node instanceof Node.Add n) {
      return sum(n);
    } else if (node instanceof Node.Concat n) {
      return "torch.cat([%s], 1)"
          .formatted(n.inputs().stream().map(this::value).collect(Collectors.joining(", ")));
    } else if (node instanceof Node.Dropout n) {
      return value(n.input());
    } else if (node instanceof Node.PadShortcut n) {
      int after = n.outChannels() - n.inChannels() - n.before();
      return folded(
          n,
          "torch.constant_pad_nd(%s[:, :, ::%d, ::%d], [0, 0, 0, 0, %d, %d], 0)"
              .formatted(image(n.input()), n.stride(), n.stride(), n.before(), after));
    } else if (node instanceof Node.LocalResponseNorm n) {
      return localResponseNorm(n);
    } else if (node instanceof Node.Gate n) {
      return "torch.mul(%s, torch.sigmoid(torch.add(%s, %s)))"
          .formatted(value(n.input()), value(n.gate()), n.offset());
    } else if (node instanceof Node.CentreMap n) {
      return folded(n, centre(n));
    } else if (node instanceof Node.PyramidPool n) {
      return folded(
          n,
          n.levels().stream()
              .map(side -> bins(image(n.input()), side))
              .collect(Collectors.joining(", ", "torch.cat([", "], 2).unsqueeze(3)")));
    }
    throw new EngineException.Unsupported(
        "TorchScript is not written for "
            + node.getClass().getSimpleName()
            + " ("
            + node.name()
            + " of "
            + network.name()
            + ")");
  }

  private String rectified(Node.Rectifier n) {
    String input = value(n.input());
    RectifierKind kind = n.effect();
    if (kind instanceof RectifierKind.Relu) {
      return "torch.relu(%s)".formatted(input);
    } else if (kind instanceof RectifierKind.LeakyRelu leaky) {
      return "torch.leaky_relu(%s, %s)".formatted(input, leaky.slope());
    } else if (kind instanceof RectifierKind.PRelu) {
      return "torch.prelu(%s, %s)".formatted(input, own(n, "slope"));
    } else if (kind instanceof RectifierKind.Drawn random) {
      return "torch.leaky_relu(%s, %s)".formatted(input, random.inferenceSlope());
    } else if (kind instanceof RectifierKind.Identity) {
      return input;
    }
    throw new EngineException.Unsupported(
        "TorchScript is not written for the rectifier " + kind + " of " + network.name());
  }

  private String pooled(Node.Pool n) {
    Window w = n.window();
    String windows =
        "%s, %s, %s"
            .formatted(
                pair(w.kernelHeight(), w.kernelWidth()),
                pair(w.strideHeight(), w.strideWidth()),
                pair(w.padHeight(), w.padWidth()));
    if (n.kind() == PoolKind.MAX) {
      return "torch.max_pool2d(%s, %s, [1, 1], %s)"
          .formatted(image(n.input()), windows, bool(n.ceil()));
    }
    // Without a divisor a last, partial window's overhang would be left out of it.
    String divisor =
        n.countPadding() ? Long.toString((long) w.kernelHeight() * w.kernelWidth()) : "None";
    return "torch.avg_pool2d(%s, %s, %s, %s, %s)"
        .formatted(image(n.input()), windows, bool(n.ceil()), bool(n.countPadding()), divisor);
  }

  /**
   * Count rows and columns by sums of ones, which lie where the images lie and are of their type.
   */
  private String centre(Node.CentreMap n) {
    Shape picture = network.shape(n.input());
    String ones = "torch.ones_like(%s[:, 0:1])".formatted(image(n.input()));
    return "torch.exp(torch.mul(torch.add(%s, %s), %s))"
        .formatted(
            squares(ones, 2, picture.height()),
            squares(ones, 3, picture.width()),
            -1 / (2 * n.sigma() * n.sigma()));
  }

  private static String squares(String ones, int dimension, int size) {
    return "torch.pow(torch.sub(torch.cumsum(%s, %d), %s), 2)"
        .formatted(ones, dimension, 1 + size / 2.0);
  }

  private static String bins(String images, int side) {
    return "(torch.adaptive_max_pool2d(%s, [%d, %d]))[0].flatten(2)".formatted(images, side, side);
  }

  private String sum(Node.Add n) {
    double first = n.scales().get(0);
    String sum = value(n.inputs().get(0));
    if (first != 1) {
      sum = "torch.mul(%s, %s)".formatted(sum, first);
    }
    for (int i = 1; i < n.inputs().size(); i++) {
      sum =
          "torch.add(%s, %s, alpha=%s)".formatted(sum, value(n.inputs().get(i)), n.scales().get(i));
    }
    return sum;
  }

  private String localResponseNorm(Node.LocalResponseNorm n) {
    String input = image(n.input());
    int before = n.size() / 2;
    int after = (n.size() - 1) / 2;
    String squares =
        "torch.constant_pad_nd(torch.mul(%s, %s).unsqueeze(1), [0, 0, 0, 0, %d, %d], 0)"
            .formatted(input, input, before, after);
    String average =
        "torch.avg_pool3d(%s, [%d, 1, 1], [1, 1, 1], [0, 0, 0], False, True).squeeze(1)"
            .formatted(squares, n.size());
    return folded(
        n,
        "torch.div(%s, torch.pow(torch.add(torch.mul(%s, %s), %s), %s))"
            .formatted(input, average, n.alpha(), n.k(), n.beta()));
  }

  private boolean isVector(String node) {
    Shape shape = network.shape(node);
    return shape.height() == 1 && shape.width() == 1;
  }

  private String folded(Node node, String image) {
    return isVector(node.name()) ? image + ".flatten(1)" : image;
  }

  private String image(String node) {
    return isVector(node) ? value(node) + ".unsqueeze(2).unsqueeze(3)" : value(node);
  }

  private String value(String node) {
    String value = values.get(node);
    if (value == null) {
      throw new IllegalStateException(node + " does not stand before its reader");
    }
    return value;
  }

  private static String own(Node node, String role) {
    return "self." + node.name() + "." + role;
  }

  private static String pair(int height, int width) {
    return List.of(height, width).toString();
  }

  private static String bool(boolean value) {
    return value ? "True" : "False";
  }
}
