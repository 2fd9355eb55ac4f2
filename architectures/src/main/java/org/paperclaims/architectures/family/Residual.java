package org.paperclaims.architectures.family;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.architectures.spec.Nearest;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * The common part of ResNet and PreResNet: depths, stages, widths and options.
 *
 * <table>
 * <caption>Modules in each stage</caption>
 * <tr><th>images</th><th>depth</th><th>module</th><th>stages</th></tr>
 * <tr><td>small</td><td>6n+2</td><td>basic</td><td>n, n, n of w, 2w, 4w; w = 16</td></tr>
 * <tr><td>small</td><td>9n+2</td><td>bottleneck</td><td>n, n, n of w, 2w, 4w (x4)</td></tr>
 * <tr><td>ImageNet</td><td>18, 34</td><td>basic</td><td>as listed, of w, 2w, 4w, 8w; w = 64</td></tr>
 * <tr><td>ImageNet</td><td>50 to 200</td><td>bottleneck</td><td>as listed, of w … 8w (x4)</td></tr>
 * </table>
 *
 * @param asked the module that the spec insists on; none where each table's own is meant
 * @param width channels of the first stage's inner convolutions, if not the published number
 */
record Residual(
    int depth,
    Optional<Block> asked,
    Shortcut shortcut,
    OptionalInt width,
    RectifierKind rectifier) {

  private static final Map<Integer, List<Integer>> IMAGENET =
      Map.of(
          18, List.of(2, 2, 2, 2),
          34, List.of(3, 4, 6, 3),
          50, List.of(3, 4, 6, 3),
          101, List.of(3, 4, 23, 3),
          152, List.of(3, 8, 36, 3),
          200, List.of(3, 24, 36, 3));

  private static final int BOTTLENECKS_FROM = 50;

  /** The table's entry for an input's size: modules in each stage, and the first stage's width. */
  record Plan(Scale scale, Block block, List<Integer> modules, int width) {
    /** Give the channels of a stage's inner convolutions; stages count from 0. */
    int width(int stage) {
      return width << stage;
    }

    /** Give the stride of a stage's first module. */
    int stride(int stage) {
      return stage == 0 ? 1 : 2;
    }
  }

  /** Read the words that all these families share; the family's own and the end are left to it. */
  static Residual read(SpecWords words, boolean shortcuts) {
    int depth = words.number("the depth");
    Shortcut shortcut = shortcuts ? Shortcut.read(words) : Shortcut.NONE;
    OptionalInt width = words.option("w", 1);
    Optional<Block> asked =
        words.flag("basic")
            ? Optional.of(Block.BASIC)
            : words.flag("bottleneck") ? Optional.of(Block.BOTTLENECK) : Optional.empty();
    RectifierKind rectifier = words.rectifier();
    if (meant(depth).isEmpty()) {
      throw words.refuse(
          "the depth is "
              + Block.BASIC.rule()
              + ", or "
              + Block.BOTTLENECK.rule()
              + "; on ImageNet it is 18, 34, 50, 101, 152 or 200",
          words.replacing(depth, nearestDepth(depth)));
    }
    if (asked.isEmpty() || meant(depth).equals(Set.of(asked.get()))) {
      return new Residual(depth, Optional.empty(), shortcut, width, rectifier);
    }
    Block block = asked.get();
    if (!block.allows(depth) && !meant(depth).contains(block)) {
      throw words.refuse(
          "the depth is " + block.rule(), words.replacing(depth, block.nearestDepth(depth)));
    }
    return new Residual(depth, asked, shortcut, width, rectifier);
  }

  /** Give the same without any shortcut. */
  Residual plain() {
    return new Residual(depth, asked, Shortcut.NONE, width, rectifier);
  }

  /** Give the modules that a depth by itself means: on small images, and on ImageNet. */
  private static Set<Block> meant(int depth) {
    Set<Block> meant = EnumSet.noneOf(Block.class);
    Block.published(depth).ifPresent(meant::add);
    if (IMAGENET.containsKey(depth)) {
      meant.add(onImageNet(depth));
    }
    return meant;
  }

  private static Block onImageNet(int depth) {
    return depth < BOTTLENECKS_FROM ? Block.BASIC : Block.BOTTLENECK;
  }

  /** Write the words after the head. */
  String words() {
    return words("");
  }

  /** Write the words after the head, with the family's own in their canonical place. */
  String words(String own) {
    return "-"
        + depth
        + asked.map(Block::suffix).orElse("")
        + shortcut.suffix()
        + own
        + (width.isPresent() ? "-w" + width.getAsInt() : "")
        + Rectifiers.suffix(rectifier);
  }

  /** Give the input that the papers trained this depth on. */
  Shape usualInput() {
    return onImageNetFirst() ? new Shape(3, 224, 224) : new Shape(3, 32, 32);
  }

  int usualOutputs() {
    return onImageNetFirst() ? 1000 : 10;
  }

  /** Give the shortcut where the shape changes: as asked, or the published one. */
  Shortcut shortcut(Scale scale, Shortcut onSmallImages) {
    return shortcut != Shortcut.PUBLISHED
        ? shortcut
        : scale == Scale.SMALL ? onSmallImages : Shortcut.B;
  }

  /** Give the stages at an input's size. */
  Plan plan(String spec, Shape input) {
    return Scale.of(input) == Scale.SMALL ? small(spec, input) : imageNet(spec, input);
  }

  private Plan small(String spec, Shape input) {
    Block block = asked.or(() -> Block.published(depth)).orElse(Block.BASIC);
    if (!block.allows(depth)) {
      throw new ArchitectureException(
          spec,
          "on images of up to 64 pixels, such as " + input + ", the depth is " + block.rule(),
          spec.replaceFirst("-" + depth, "-" + block.nearestDepth(depth)));
    }
    int n = block.modulesPerStage(depth);
    return new Plan(Scale.SMALL, block, List.of(n, n, n), width.orElse(16));
  }

  private Plan imageNet(String spec, Shape input) {
    String images = "on images of more than 64 pixels, such as " + input + ", ";
    List<Integer> modules = IMAGENET.get(depth);
    if (modules == null) {
      throw new ArchitectureException(
          spec,
          images + "the depth is 18, 34, 50, 101, 152 or 200",
          spec.replaceFirst("-" + depth, "-" + Nearest.of(depth, IMAGENET.keySet()))
              .replaceFirst("-(basic|bottleneck)", ""));
    }
    Block block = onImageNet(depth);
    if (asked.isPresent() && asked.get() != block) {
      throw new ArchitectureException(
          spec,
          images + "18 and 34 have basic modules, and 50, 101, 152 and 200 bottleneck modules",
          spec.replaceFirst(asked.get().suffix(), ""));
    }
    return new Plan(Scale.IMAGENET, block, modules, width.orElse(64));
  }

  private boolean onImageNetFirst() {
    return IMAGENET.containsKey(depth) && asked.map(b -> b == onImageNet(depth)).orElse(true);
  }

  private static int nearestDepth(int depth) {
    for (int away = 1; ; away++) {
      for (int candidate : new int[] {depth - away, depth + away}) {
        if (Block.published(candidate).isPresent()) {
          return candidate;
        }
      }
    }
  }
}
