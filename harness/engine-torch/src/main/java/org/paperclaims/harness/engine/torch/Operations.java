package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.harness.engine.EngineException;

/**
 * Turns nodes into libtorch calls. Images are N x C x H x W; what has one pixel is kept as the
 * matrix N x C, so that vectors from convolutions and from linear maps can meet.
 */
final class Operations {
  private static final long[] ONE = {1, 1};

  private Operations() {}

  /**
   * Make the call of a node.
   *
   * @param replaced index of the operand that the result may overwrite, or -1
   */
  static Operation of(
      Node node, Network network, Weights weights, Randomness randomness, int replaced) {
    if (node instanceof Node.Conv n) {
      return fold(conv(n, weights), network, node);
    } else if (node instanceof Node.BatchNorm n) {
      return batchNorm(n, weights);
    } else if (node instanceof Node.Rectifier n) {
      return rectifier(n, network, weights, randomness, replaced == 0);
    } else if (node instanceof Node.Pool n) {
      return fold(pool(n, weights), network, node);
    } else if (node instanceof Node.GlobalAveragePool) {
      return (in, mode) ->
          in[0].dim() == 2
              ? torch.alias(in[0])
              : in[0].mean(new long[] {2, 3}, false, new ScalarTypeOptional());
    } else if (node instanceof Node.Linear n) {
      Tensor weight = weights.get(n.name() + ".weight");
      TensorOptional bias =
          n.bias() ? weights.optional(n.name() + ".bias") : weights.hold(new TensorOptional());
      return (in, mode) ->
          torch.linear(in[0].dim() == 2 ? in[0] : in[0].flatten(1, -1), weight, bias);
    } else if (node instanceof Node.Add n) {
      return add(n, replaced);
    } else if (node instanceof Node.Concat) {
      return (in, mode) -> torch.cat(new TensorVector(in), 1);
    } else if (node instanceof Node.Dropout n) {
      return dropout(n, randomness);
    } else if (node instanceof Node.PadShortcut n) {
      return fold(padShortcut(n), network, node);
    } else if (node instanceof Node.LocalResponseNorm n) {
      return localResponseNorm(n);
    } else if (node instanceof Node.Gate n) {
      return (in, mode) -> in[1].mul(in[0].add(new Scalar(n.offset())).sigmoid());
    } else if (node instanceof Node.CentreMap n) {
      return fold(centreMap(n, network.shape(n.input()), weights), network, node);
    } else if (node instanceof Node.PyramidPool n) {
      return fold(pyramidPool(n, network.shape(n.input())), network, node);
    }
    throw new EngineException.Unsupported(
        "the torch engine has no code for "
            + node.getClass().getSimpleName()
            + " ("
            + node.name()
            + " of "
            + network.name()
            + ")");
  }

  /** Keep results of one pixel as a matrix. */
  private static Operation fold(Operation inner, Network network, Node node) {
    Shape shape = network.shape(node.name());
    if (shape.height() > 1 || shape.width() > 1) {
      return inner;
    }
    return (in, mode) -> inner.apply(in, mode).flatten(1, -1);
  }

  private static Tensor image(Tensor tensor) {
    return tensor.dim() == 4 ? tensor : tensor.unsqueeze(2).unsqueeze(3);
  }

  private static Operation conv(Node.Conv n, Weights weights) {
    Tensor weight = weights.get(n.name() + ".weight");
    TensorOptional bias =
        n.bias() ? weights.optional(n.name() + ".bias") : weights.hold(new TensorOptional());
    Window w = n.window();
    long[] padding = {w.padHeight(), w.padWidth()};
    Pixels pixels = Pixels.readBy(n);
    if (pixels != null) {
      return (in, mode) ->
          torch.conv2d(pixels.pick(image(in[0])), weight, bias, ONE, padding, ONE, n.groups());
    }
    long[] stride = {w.strideHeight(), w.strideWidth()};
    return (in, mode) -> torch.conv2d(image(in[0]), weight, bias, stride, padding, ONE, n.groups());
  }

  private static Operation batchNorm(Node.BatchNorm n, Weights weights) {
    TensorOptional gamma = weights.optional(n.name() + ".gamma");
    TensorOptional beta = weights.optional(n.name() + ".beta");
    TensorOptional mean = weights.optional(n.name() + ".mean");
    TensorOptional variance = weights.optional(n.name() + ".variance");
    TensorOptional nothing = weights.hold(new TensorOptional());
    return (in, mode) -> {
      boolean one = in[0].numel() == n.channels();
      if (one && mode == Mode.TRAIN) {
        // libtorch corrects the variance of one number, which is none, and gets no number.
        follow(mean, in[0].detach().flatten(), n.momentum());
        follow(variance, torch.zeros_like(in[0].detach().flatten()), n.momentum());
      }
      boolean move = mode == Mode.INFERENCE || (mode == Mode.TRAIN && !one);
      return torch.batch_norm(
          in[0],
          gamma,
          beta,
          move ? mean : nothing,
          move ? variance : nothing,
          mode != Mode.INFERENCE,
          n.momentum(),
          n.epsilon(),
          true);
    };
  }

  private static void follow(TensorOptional running, Tensor found, double momentum) {
    running.get().mul_(new Scalar(1 - momentum)).add_(found, new Scalar(momentum));
  }

  private static Operation rectifier(
      Node.Rectifier n,
      Network network,
      Weights weights,
      Randomness randomness,
      boolean overwrite) {
    RectifierKind kind = n.effect();
    if (kind instanceof RectifierKind.Relu) {
      return overwrite
          ? (in, mode) -> {
            torch.relu_(in[0]);
            return in[0];
          }
          : (in, mode) -> in[0].relu();
    } else if (kind instanceof RectifierKind.LeakyRelu leaky) {
      return (in, mode) -> torch.leaky_relu(in[0], new Scalar(leaky.slope()));
    } else if (kind instanceof RectifierKind.PRelu) {
      Tensor slope = weights.get(n.name() + ".slope");
      return (in, mode) -> torch.prelu(in[0], slope);
    } else if (kind instanceof RectifierKind.Drawn random) {
      boolean divides = random instanceof RectifierKind.DividingRRelu;
      return (in, mode) -> {
        if (mode != Mode.TRAIN) {
          return torch.leaky_relu(in[0], new Scalar(random.inferenceSlope()));
        }
        Tensor drawn = torch.empty_like(in[0]);
        drawn.uniform_(random.lower(), random.upper(), randomness.of(n.name()));
        Tensor negative = divides ? in[0].div(drawn) : in[0].mul(drawn);
        return torch.where(in[0].gt(new Scalar(0)), in[0], negative);
      };
    }
    throw new EngineException.Unsupported(
        "the torch engine has no code for the rectifier " + kind + " of " + network.name());
  }

  private static Operation pool(Node.Pool n, Weights weights) {
    Window w = n.window();
    long[] kernel = {w.kernelHeight(), w.kernelWidth()};
    long[] stride = {w.strideHeight(), w.strideWidth()};
    long[] padding = {w.padHeight(), w.padWidth()};
    if (n.kind() == PoolKind.MAX) {
      return (in, mode) -> torch.max_pool2d(image(in[0]), kernel, stride, padding, ONE, n.ceil());
    }
    // libtorch would leave a last, partial window's overhang out of the divisor.
    LongOptional divisor =
        n.countPadding()
            ? new LongOptional((long) w.kernelHeight() * w.kernelWidth())
            : new LongOptional();
    weights.hold(divisor);
    boolean padded = w.padHeight() > 0 || w.padWidth() > 0;
    return (in, mode) -> {
      Tensor images = image(in[0]);
      // With the channels innermost, libtorch's gradient of a padded average is wrong on a GPU
      // (PyTorch's issue 188344), and nothing says so.
      Tensor laidOut =
          padded && images.is_cuda() ? images.contiguous(torch.MemoryFormat.Contiguous) : images;
      return torch.avg_pool2d(
          laidOut, kernel, stride, padding, n.ceil(), n.countPadding(), divisor);
    };
  }

  private static Operation pyramidPool(Node.PyramidPool n, Shape image) {
    return (in, mode) -> {
      Tensor[] levels = new Tensor[n.levels().size()];
      for (int i = 0; i < levels.length; i++) {
        levels[i] = bins(image(in[0]), n.levels().get(i), image).flatten(2, -1);
      }
      return torch.cat(new TensorVector(levels), 2).unsqueeze(3);
    };
  }

  private static Operation centreMap(Node.CentreMap n, Shape picture, Weights weights) {
    Tensor map = weights.constant(n.of(picture), 1, 1, picture.height(), picture.width());
    return (in, mode) ->
        map.to(in[0].scalar_type()).expand(in[0].size(0), 1, picture.height(), picture.width());
  }

  /** Take the largest numbers of side x side bins; windows where all bins are of one size. */
  private static Tensor bins(Tensor images, int side, Shape image) {
    if (image.height() % side == 0 && image.width() % side == 0) {
      long[] window = {image.height() / side, image.width() / side};
      return torch.max_pool2d(images, window, window, new long[] {0, 0}, ONE, false);
    }
    return torch.adaptive_max_pool2d(images, side, side).get0();
  }

  private static Operation add(Node.Add n, int replaced) {
    return (in, mode) -> {
      Tensor sum = in[Math.max(replaced, 0)];
      int next = 0;
      if (replaced < 0) {
        next = 1;
        if (n.scales().get(0) != 1.0) {
          sum = sum.mul(new Scalar(n.scales().get(0)));
        } else if (in.length > 1) {
          sum = sum.add(in[1], new Scalar(n.scales().get(1)));
          next = 2;
        } else {
          sum = torch.alias(sum);
        }
      }
      for (int i = next; i < in.length; i++) {
        if (i != replaced) {
          sum.add_(in[i], new Scalar(n.scales().get(i)));
        }
      }
      return sum;
    };
  }

  private static Operation dropout(Node.Dropout n, Randomness randomness) {
    double keep = 1 - n.rate();
    return (in, mode) -> {
      if (mode != Mode.TRAIN || n.rate() == 0) {
        return torch.alias(in[0]);
      }
      Tensor mask = torch.empty_like(in[0]);
      mask.bernoulli_(keep, randomness.of(n.name()));
      if (keep > 0) {
        mask.div_(new Scalar(keep));
      }
      return in[0].mul(mask);
    };
  }

  private static Operation padShortcut(Node.PadShortcut n) {
    int before = n.before();
    int after = n.outChannels() - n.inChannels() - before;
    Pixels pixels = new Pixels(n.stride(), n.stride());
    return (in, mode) ->
        torch.constant_pad_nd(pixels.pick(image(in[0])), 0, 0, 0, 0, before, after);
  }

  private static Operation localResponseNorm(Node.LocalResponseNorm n) {
    int before = n.size() / 2;
    int after = (n.size() - 1) / 2;
    return (in, mode) -> {
      Tensor x = image(in[0]);
      Tensor squares = torch.constant_pad_nd(x.mul(x).unsqueeze(1), 0, 0, 0, 0, before, after);
      Tensor average =
          torch
              .avg_pool3d(
                  squares,
                  new long[] {n.size(), 1, 1},
                  new long[] {1, 1, 1},
                  new long[] {0, 0, 0},
                  false,
                  true,
                  new LongOptional())
              .squeeze(1);
      Tensor result =
          x.div(
              average.mul(new Scalar(n.alpha())).add(new Scalar(n.k())).pow(new Scalar(n.beta())));
      return in[0].dim() == 2 ? result.flatten(1, -1) : result;
    };
  }
}
