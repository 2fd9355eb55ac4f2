package org.paperclaims.architectures.family;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.Draft;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.Rectifiers;
import org.paperclaims.architectures.spec.SpecWords;

/**
 * Convolutional pose machines (Wei et al. 2016, arXiv 1602.00134, figure 2 and the released model):
 * one heat map an output, an eighth of the picture's size, or a quarter of a small picture's.
 *
 * <pre>
 * stage 1        3 x (conv9x9 128, maxpool3x3/2), conv5x5 32, conv9x9 512, conv1x1 512, maps
 * stage 2        3 x (conv9x9 128, maxpool3x3/2), conv5x5 32, joined by stage 1's maps;
 *                3 x conv11x11 128, conv1x1 128, maps
 * stage 3 … S    conv5x5 32 on stage 2's third pooling, joined by the maps before;
 *                3 x conv11x11 128, conv1x1 128, maps
 *
 * small images   stage 1: 2 x (conv3x3 128, maxpool2x2/2), conv1x1 128, maps
 *                others:  2 x (conv3x3 128, maxpool2x2/2), conv1x1 32, joined by the maps before;
 *                         2 x conv5x5 128, conv1x1 128, maps
 * -all           the output is every stage's maps, the first stage's first, one after another along
 *                the channels, so that each stage can have a loss of its own (section 3.3)
 * -kK            kernel of the convolutions on joined maps, 11 without, 5 on small images
 * -dropout       dropout 0.5 behind the 1x1 convolutions, and the 9x9 of 512, of stage 1, as released
 * -centre        from stage 2 on a map of the person's centre is joined too, as released: a Gaussian
 *                of 21 of 368 pixels in the middle of the picture, avgpool9x9/8; of small images of
 *                as large a part of the side, avgpool5x5/4
 * </pre>
 *
 * A ReLU follows every convolution but those that make maps; no batch normalisation. A module is a
 * stage. The released model reads the map of the centre as a fourth channel of its input; its
 * pictures are cut out around the person, so that the map is the same in all of them, and here the
 * network has it. The form for images of up to 64 pixels is this project's: its first stage sees 10
 * pixels and so no neighbour of what it looks at, its second 42.
 */
record PoseMachine(
    int stages,
    boolean all,
    OptionalInt kernel,
    boolean dropout,
    boolean centre,
    OptionalInt width,
    RectifierKind rectifier)
    implements Architecture {
  static final Family FAMILY =
      new Family(
          "Convolutional Pose Machine",
          "cpm",
          "cpm-S[-all][-kK][-dropout][-centre][-wW]",
          "cpm-6",
          "Wei et al. 2016, arXiv 1602.00134, figure 2",
          "stage: a ReLU after each convolution but the one that makes the maps",
          "cpm-3-w4",
          new Shape(3, 16, 16),
          PoseMachine::read);

  private static final List<Integer> KERNELS = List.of(3, 5, 7, 9, 11);
  private static final int WIDTH = 128;
  private static final int POINTS_AND_BACKGROUND = 15;
  private static final double DROPOUT = 0.5;

  /** The spread of the released map of the centre, as a part of the picture's side. */
  private static final double SPREAD = 21.0 / 368;

  private static PoseMachine read(SpecWords words) {
    int stages = words.number("the number of stages");
    boolean all = words.flag("all");
    OptionalInt kernel = words.option("k", KERNELS);
    boolean dropout = words.flag("dropout");
    boolean centre = words.flag("centre");
    OptionalInt width = words.option("w", 1);
    RectifierKind rectifier = words.rectifier();
    words.end();
    if (stages < 1) {
      throw words.refuse("there is at least one stage", words.replacing(stages, 1));
    }
    return new PoseMachine(stages, all, kernel, dropout, centre, width, rectifier);
  }

  @Override
  public String spec() {
    return "cpm-"
        + stages
        + (all ? "-all" : "")
        + (kernel.isPresent() ? "-k" + kernel.getAsInt() : "")
        + (dropout ? "-dropout" : "")
        + (centre ? "-centre" : "")
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
    boolean small = Scale.of(input) == Scale.SMALL;
    Draft net = new Draft(spec(), input, rectifier, Draft.Units.BIASED, width, WIDTH);
    List<String> maps = new ArrayList<>();
    String shared = net.input();
    String middle = centre && stages > 1 ? middle(net, input, small) : "";
    for (int number = 1; number <= stages; number++) {
      Stage stage = new Stage(net, "stage" + number, new ArrayList<>());
      if (number == 1) {
        String x = small ? stage.smallFeatures() : stage.features();
        maps.add(stage.maps(small ? smallFirst(stage, x) : first(stage, x), outputs));
        continue;
      }
      if (number == 2) {
        shared = small ? stage.smallFeatures() : stage.features();
      }
      String joined =
          small
              ? stage.unit(3, shared, 32, Window.same(1))
              : stage.unit(4, shared, 32, Window.same(5));
      String before = maps.get(number - 2);
      joined =
          middle.isEmpty()
              ? net.concat(stage.name + ".concat", joined, before)
              : net.concat(stage.name + ".concat", joined, before, middle);
      maps.add(stage.maps(small ? smallContext(stage, joined) : context(stage, joined), outputs));
    }
    if (all && stages > 1) {
      net.concat("maps", maps.toArray(String[]::new));
    }
    return net.network();
  }

  /** Add the map of the person's centre, pooled to the size of the heat maps. */
  private static String middle(Draft net, Shape picture, boolean small) {
    double sigma = SPREAD * Math.max(picture.height(), picture.width());
    String map = net.centreMap("centre", net.input(), sigma);
    Window window = small ? Window.valid(5, 4) : Window.valid(9, 8);
    return net.averagePool("centre.pool", map, window, true, false);
  }

  private String first(Stage stage, String from) {
    String x = stage.unit(4, from, 32, Window.same(5));
    x = dropped(stage, 5, stage.unit(5, x, 512, Window.same(9)));
    return dropped(stage, 6, stage.unit(6, x, 512, Window.same(1)));
  }

  private String smallFirst(Stage stage, String from) {
    return dropped(stage, 3, stage.unit(3, from, 128, Window.same(1)));
  }

  private String dropped(Stage stage, int number, String from) {
    String name = stage.name + ".dropout" + number;
    return dropout ? stage.net.dropout(name, from, DROPOUT) : from;
  }

  private String context(Stage stage, String from) {
    String x = from;
    for (int unit = 5; unit <= 7; unit++) {
      x = stage.unit(unit, x, 128, Window.same(kernel.orElse(11)));
    }
    return stage.unit(8, x, 128, Window.same(1));
  }

  private String smallContext(Stage stage, String from) {
    String x = stage.unit(4, from, 128, Window.same(kernel.orElse(5)));
    x = stage.unit(5, x, 128, Window.same(kernel.orElse(5)));
    return stage.unit(6, x, 128, Window.same(1));
  }

  /** A stage while it is drawn, with its rectifiers so far. */
  private record Stage(Draft net, String name, List<String> rectifiers) {
    String features() {
      String x = net.input();
      for (int i = 1; i <= 3; i++) {
        x = net.maxPool3(name + ".pool" + i, unit(i, x, 128, Window.same(9)), 1, false);
      }
      return x;
    }

    String smallFeatures() {
      String x = net.input();
      for (int i = 1; i <= 2; i++) {
        String unit = unit(i, x, 128, Window.same(3));
        x = net.maxPool(name + ".pool" + i, unit, Window.valid(2, 2), false);
      }
      return x;
    }

    String unit(int number, String from, int out, Window window) {
      String x = net.convUnit(name + ".unit" + number, from, out, window);
      rectifiers.add(x);
      return x;
    }

    /** End the stage: its maps, and its module. */
    String maps(String from, int outputs) {
      net.module(name, rectifiers.toArray(String[]::new));
      return net.maps(name + ".maps", from, outputs);
    }
  }
}
