package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.RectifierKind;

/**
 * The random numbers that an engine draws itself: dropout masks and RReLU slopes. Every draw is a
 * function of the run's seed, the step, the node and the slice, so a run that is resumed draws what
 * it would have drawn.
 */
final class Randomness implements AutoCloseable {
  private final long seed;
  private final Generator generator;
  private final GeneratorOptional optional;
  private long step;

  /** Tell whether a network draws numbers as it trains. */
  static boolean isDrawnBy(Network network) {
    return network.nodes().stream()
        .anyMatch(
            node ->
                (node instanceof Node.Dropout dropout && dropout.rate() > 0)
                    || (node instanceof Node.Rectifier rectifier
                        && rectifier.effect() instanceof RectifierKind.Drawn));
  }

  /** Draw for whole batches. */
  Randomness(long seed, TorchDevice device) {
    this(seed, 0, device);
  }

  /** Draw for the part of every batch that a slice has. */
  Randomness(long seed, int slice, TorchDevice device) {
    this.seed = slice == 0 ? seed : mix(~seed, slice);
    this.generator = device.generator(seed);
    this.generator.retainReference();
    this.optional = new GeneratorOptional(generator);
    this.optional.retainReference();
  }

  /** Say which step the next draws are for. */
  void at(long newStep) {
    this.step = newStep;
  }

  /** Give a generator for one node's draw of this step. */
  GeneratorOptional of(String node) {
    generator.set_current_seed(mix(mix(seed, step), node.hashCode()));
    return optional;
  }

  /** Mix two numbers (the finaliser of SplitMix64). */
  private static long mix(long a, long b) {
    long z = a + 0x9E3779B97F4A7C15L * (b + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public void close() {
    optional.close();
    generator.close();
  }
}
