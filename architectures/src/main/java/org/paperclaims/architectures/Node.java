package org.paperclaims.architectures;

import java.util.List;

/**
 * One operation of a {@link Network}. Tensors are N x C x H x W. A node's parameters are named
 * after it: {@code stem.conv} has {@code stem.conv.weight}.
 */
public sealed interface Node {
  /** Give the name, unique in the network, in dotted lower case: {@code stage1.module1.conv1}. */
  String name();

  /** Give the names of the nodes whose outputs this node reads, in order. */
  List<String> inputs();

  /** The images, or vectors, of a batch. */
  record Input(String name, Shape shape) implements Node {
    @Override
    public List<String> inputs() {
      return List.of();
    }
  }

  /**
   * A two-dimensional convolution. Parameters: {@code weight} of outChannels x (inChannels /
   * groups) x kernelHeight x kernelWidth, and {@code bias} of outChannels where there is one.
   */
  record Conv(
      String name,
      String input,
      int inChannels,
      int outChannels,
      Window window,
      int groups,
      boolean bias)
      implements Node {
    public Conv {
      if (inChannels % groups != 0 || outChannels % groups != 0) {
        throw new IllegalArgumentException(
            name + ": " + groups + " groups do not divide " + inChannels + " and " + outChannels);
      }
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * Batch normalisation over N, H and W (Ioffe and Szegedy 2015). Parameters: {@code gamma} and
   * {@code beta} of channels; running statistics: {@code mean} and {@code variance}. In training a
   * batch is normalised by its own mean and biased variance, and the running statistics move by
   * {@code momentum} towards the batch's mean and <em>unbiased</em> variance: {@code running = (1 -
   * momentum) * running + momentum * batch}. In inference the running statistics are used.
   */
  record BatchNorm(String name, String input, int channels, double epsilon, double momentum)
      implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * A rectifier. {@link RectifierKind.PRelu} has the parameter {@code slope} of channels. An erased
   * rectifier keeps its kind and its parameters, unused, so that erasing changes no tensor.
   */
  record Rectifier(String name, String input, RectifierKind kind, boolean erased) implements Node {
    /** Make a rectifier that is not erased. */
    public Rectifier(String name, String input, RectifierKind kind) {
      this(name, input, kind, false);
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    /** Give what the rectifier does: its kind, or identity if it is erased. */
    public RectifierKind effect() {
      return erased ? new RectifierKind.Identity() : kind;
    }

    /** Replace the rectifier by identity, as EraseReLU does. */
    public Rectifier erase() {
      return new Rectifier(name, input, kind, true);
    }
  }

  /**
   * Pooling over windows.
   *
   * @param ceil round the output size up (a last, partial window counts)
   * @param countPadding for {@link PoolKind#AVERAGE}: divide by the whole window rather than by the
   *     pixels inside the input
   */
  record Pool(
      String name, String input, PoolKind kind, Window window, boolean ceil, boolean countPadding)
      implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The average over all pixels of each channel: C x H x W becomes C x 1 x 1. */
  record GlobalAveragePool(String name, String input) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * A linear map of the example, flattened in C, H, W order. Parameters: {@code weight} of out x
   * in, and {@code bias} of out where there is one.
   */
  record Linear(String name, String input, int in, int out, boolean bias) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The sum of tensors of one shape, each times its scale; {@code scales} is 1 for a plain sum. */
  record Add(String name, List<String> inputs, List<Double> scales) implements Node {
    public Add {
      inputs = List.copyOf(inputs);
      scales = List.copyOf(scales);
      if (inputs.size() != scales.size()) {
        throw new IllegalArgumentException(name + ": one scale an input");
      }
    }

    /** Make a plain sum. */
    public static Add of(String name, String... inputs) {
      List<String> all = List.of(inputs);
      return new Add(name, all, all.stream().map(i -> 1.0).toList());
    }
  }

  /** Tensors of one height and width, one after another along the channels. */
  record Concat(String name, List<String> inputs) implements Node {
    public Concat {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * Dropout (Srivastava et al. 2014): in training, zero with probability {@code rate} and divide by
   * {@code 1 - rate}; in inference, nothing.
   */
  record Dropout(String name, String input, double rate) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * The parameter-free shortcut "A" (He et al. 2015, section 3.3): every {@code stride}-th pixel,
   * starting with the first, and new channels of zeros.
   *
   * @param before how many of the new channels stand before the input's; the rest stand behind
   */
  record PadShortcut(
      String name, String input, int inChannels, int outChannels, int stride, int before)
      implements Node {
    public PadShortcut {
      if (before < 0 || before > outChannels - inChannels) {
        throw new IllegalArgumentException(
            "%s: %d channels of zeros before are not from 0 to %d"
                .formatted(name, before, outChannels - inChannels));
      }
    }

    /** Make a shortcut with half of the new channels, rounded down, before the input's. */
    public PadShortcut(String name, String input, int inChannels, int outChannels, int stride) {
      this(name, input, inChannels, outChannels, stride, (outChannels - inChannels) / 2);
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * A gate (Srivastava et al. 2015, arXiv 1505.00387; He et al. 2016, arXiv 1603.05027, section
   * 3.1): {@code sigmoid(gate + offset) * input}, number by number, of two tensors of one shape.
   * The offset is where the bias of the gate's convolution starts, whose own starts at 0.
   */
  record Gate(String name, String gate, String input, double offset) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(gate, input);
    }
  }

  /**
   * Spatial pyramid pooling (He et al. 2014, arXiv 1406.4729, section 2.2): of each channel the
   * largest number in each of {@code n x n} bins, for each level {@code n}. C x H x W becomes C x B
   * x 1, where B is the sum of all levels squared: level by level, row by row. Bin i of n reaches
   * from {@code floor(i * size / n)} to {@code ceil((i + 1) * size / n)}, so that every bin holds a
   * pixel, whatever the size.
   *
   * @param levels bins along a side, each at least 1
   */
  record PyramidPool(String name, String input, List<Integer> levels) implements Node {
    public PyramidPool {
      levels = List.copyOf(levels);
      if (levels.isEmpty() || levels.stream().anyMatch(n -> n < 1)) {
        throw new IllegalArgumentException(
            name + ": a pyramid has levels of 1 bin a side or more, found " + levels);
      }
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    /** Count the bins of all levels. */
    public int bins() {
      return levels.stream().mapToInt(n -> n * n).sum();
    }

    /** Give the first pixel of a bin along a side. */
    public static int start(int bin, int bins, int size) {
      return bin * size / bins;
    }

    /** Give the pixel behind the last of a bin along a side. */
    public static int end(int bin, int bins, int size) {
      return ((bin + 1) * size + bins - 1) / bins;
    }
  }

  /**
   * A map of where the person is, in the middle of the picture: {@code exp(-d^2 / 2 sigma^2)} at a
   * distance of d pixels from the pixel half the picture's height down and half its width across
   * (Wei et al. 2016, arXiv 1602.00134, the released model). One channel of the input's height and
   * width, the same for every example, whatever the input holds; no gradient passes.
   *
   * @param sigma in pixels, above 0
   */
  record CentreMap(String name, String input, double sigma) implements Node {
    public CentreMap {
      if (!(sigma > 0)) {
        throw new IllegalArgumentException(
            name + ": the map of a centre has a sigma above 0, found " + sigma);
      }
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    /** Give the map of a picture, row by row. */
    public float[] of(Shape picture) {
      float[] map = new float[picture.height() * picture.width()];
      for (int i = 0; i < map.length; i++) {
        int row = i / picture.width();
        int column = i % picture.width();
        double down = row - picture.height() / 2.0;
        double across = column - picture.width() / 2.0;
        map[i] = (float) StrictMath.exp(-(down * down + across * across) / (2 * sigma * sigma));
      }
      return map;
    }
  }

  /**
   * Local response normalisation across channels (Krizhevsky et al. 2012, section 3.3): {@code x /
   * (k + alpha / size * sum of squares of the size channels around)^beta}.
   */
  record LocalResponseNorm(String name, String input, int size, double alpha, double beta, double k)
      implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }
}
