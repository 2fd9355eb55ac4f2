package org.paperclaims.architectures.family;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Convolutional pose machines (Wei et al. 2016, arXiv 1602.00134, figure 2 and the released model):
 * one heat map an output, an eighth of the picture's size.
 *
 * <pre>
 * stage 1        3 x (conv9x9 128, maxpool3x3/2), conv5x5 32, conv9x9 512, conv1x1 512, maps
 * stage 2        3 x (conv9x9 128, maxpool3x3/2), conv5x5 32, joined by stage 1's maps;
 *                3 x conv11x11 128, conv1x1 128, maps
 * stage 3 … S    conv5x5 32 on stage 2's third pooling, joined by the maps before;
 *                3 x conv11x11 128, conv1x1 128, maps
 * </pre>
 *
 * A ReLU follows every convolution but those that make maps; no batch normalisation. A module is a
 * stage. The released model's map of the person's centre is left out, for a network here has one
 * input; the output is the last stage's maps, so intermediate supervision is the trainer's to add
 * ({@code stageT.maps} are the nodes to supervise).
 */
record PoseMachine(int stages, OptionalInt width, RectifierKind rectifier) implements Architecture {
  static final Family FAMILY =
      new Family(
          "Convolutional Pose Machine",
          "cpm",
          "cpm-S[-wW]",
          "cpm-6",
          "Wei et al. 2016, arXiv 1602.00134, figure 2",
          "stage: a ReLU after each convolution but the one that makes the maps",
          "cpm-3-w4",
          new Shape(3, 16, 16),
          PoseMachine::read);

  private static final int WIDTH = 128;
  private static final int POINTS_AND_BACKGROUND = 15;

  private static PoseMachine read(SpecWords words) {
    int stages = words.number("the number of stages");
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    if (stages < 1) {
      throw words.refuse("there is at least one stage", words.replacing(stages, 1));
    }
    return new PoseMachine(stages, width, rectifier);
  }

  @Override
  public String spec() {
    return "cpm-"
        + stages
        + (width.isPresent() ? "-w" + width.getAsInt() : "")
        + Rectifiers.suffix(rectifier);
  }

  @Override
  public Shape usualInput() {
    return new Shape(3, 368, 368);
  }

  @Override
  public int usualOutputs() {
    return POINTS_AND_BACKGROUND;
  }

  @Override
  public Network build(Shape input, int outputs) {
    Draft net = new Draft(spec(), input, rectifier, Draft.Units.BIASED, width, WIDTH);
    List<String> rectifiers = new ArrayList<>();
    String x = features(net, "stage1", rectifiers);
    x = unit(net, "stage1.unit4", x, 32, Window.same(5), rectifiers);
    x = unit(net, "stage1.unit5", x, 512, Window.same(9), rectifiers);
    x = unit(net, "stage1.unit6", x, 512, Window.same(1), rectifiers);
    String maps = maps(net, "stage1", x, outputs, rectifiers);
    String shared = net.input();
    for (int stage = 2; stage <= stages; stage++) {
      String name = "stage" + stage;
      if (stage == 2) {
        shared = features(net, name, rectifiers);
      }
      x = unit(net, name + ".unit4", shared, 32, Window.same(5), rectifiers);
      x = net.concat(name + ".concat", x, maps);
      for (int unit = 5; unit <= 7; unit++) {
        x = unit(net, name + ".unit" + unit, x, 128, Window.same(11), rectifiers);
      }
      x = unit(net, name + ".unit8", x, 128, Window.same(1), rectifiers);
      maps = maps(net, name, x, outputs, rectifiers);
    }
    return net.network();
  }

  private static String features(Draft net, String stage, List<String> rectifiers) {
    String x = net.input();
    for (int i = 1; i <= 3; i++) {
      x = unit(net, stage + ".unit" + i, x, 128, Window.same(9), rectifiers);
      x = net.maxPool3(stage + ".pool" + i, x, 1, false);
    }
    return x;
  }

  private static String unit(
      Draft net, String name, String from, int out, Window window, List<String> rectifiers) {
    String x = net.convUnit(name, from, out, window);
    rectifiers.add(x);
    return x;
  }

  /** End a stage: its maps, and its module of the rectifiers so far. */
  private static String maps(
      Draft net, String stage, String from, int outputs, List<String> rectifiers) {
    net.module(stage, rectifiers.toArray(String[]::new));
    rectifiers.clear();
    return net.maps(stage + ".maps", from, outputs);
  }
}
