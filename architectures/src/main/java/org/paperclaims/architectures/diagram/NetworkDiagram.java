package org.paperclaims.architectures.diagram;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.NetworkSummary;
import org.paperclaims.architectures.Node;

/**
 * Draws a network as SVG: a row for each module, its nodes from left to right, erased rectifiers
 * struck out. Neighbouring modules that look the same share a row; a square for each of them, from
 * left to right, shows which are treated. Colours are Okabe and Ito's, and nothing is told by
 * colour alone; title and description serve screen readers.
 */
public final class NetworkDiagram {
  private static final int MARGIN = 20;
  private static final int LABELS = 200;
  private static final int SHAPES = 130;
  private static final int TOP = 74;
  private static final int ROW_GAP = 14;
  private static final int SQUARE = 8;
  private static final int SQUARES_A_LINE = 18;
  private static final int LEGEND = 66;

  private static final String STYLE =
      """
      .pc{font:11px system-ui,-apple-system,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;fill:#222}
      .pc-h{font-size:17px;font-weight:600}.pc-s{fill:#555}.pc-n{font-weight:600}
      .pc-l{fill:none;stroke:#8a8a8a;stroke-width:1.3;stroke-linejoin:round}
      .pc-row{fill:#f7f7f7}.pc-m{text-anchor:middle}.pc-e{text-anchor:end}
      .pc-b{fill:#fff;stroke:#8a8a8a}.pc-conv{fill:#dcebf6;stroke:#0072b2}
      .pc-pool{fill:#d9f0e8;stroke:#009e73}.pc-linear{fill:#f5e3ee;stroke:#a8487d}
      .pc-kept{fill:#f0b429;stroke:#8f6400}
      .pc-erased{fill:#fff;stroke:#b34700;stroke-dasharray:3 2}
      .pc-x{stroke:#b34700;stroke-width:1.6}
      """;

  private final Network network;
  private final StringBuilder svg = new StringBuilder();

  private NetworkDiagram(Network network) {
    this.network = network;
  }

  /** Draw a network. */
  public static String svg(Network network) {
    return new NetworkDiagram(network).draw();
  }

  private String draw() {
    List<List<DiagramPart>> folds = DiagramPart.folded(DiagramPart.of(network));
    Map<DiagramPart, DiagramRow> rows =
        folds.stream()
            .map(fold -> fold.get(0))
            .collect(Collectors.toMap(Function.identity(), DiagramRow::new));
    double widest = rows.values().stream().mapToDouble(DiagramRow::width).max().orElse(0);
    double width = Math.max(640, MARGIN + LABELS + widest + SHAPES + MARGIN);
    double height = TOP;
    StringBuilder body = new StringBuilder();
    String previous = "";
    for (List<DiagramPart> fold : folds) {
      DiagramRow row = rows.getOrDefault(fold.get(0), new DiagramRow(fold.get(0)));
      svg.setLength(0);
      double rowHeight = row(fold, row, previous, width);
      body.append(
          String.format(Locale.ROOT, "<g transform=\"translate(%d %.0f)\">%n", MARGIN, height));
      body.append(svg).append("</g>\n");
      height += rowHeight + ROW_GAP;
      List<Node> nodes = fold.get(fold.size() - 1).nodes();
      previous = nodes.get(nodes.size() - 1).name();
    }
    svg.setLength(0);
    head(width, height + LEGEND);
    svg.append(body);
    legend(height + 6);
    return svg.append("</svg>\n").toString();
  }

  private void head(double width, double height) {
    NetworkSummary summary = NetworkSummary.of(network);
    String id = "pc-" + Integer.toHexString((network.name() + summary).hashCode());
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"%s-t %s-d\""
            + " width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">",
        id, id, width, height, width, height);
    add("<title id=\"%s-t\">%s on %s</title>", id, escape(network.name()), network.input());
    add(
        "<desc id=\"%s-d\">%s. %d of the modules are treated: erased rectifiers are drawn with a"
            + " dashed outline and struck out.</desc>",
        id, escape(summary.sentence()), summary.treatedModules());
    add("<style>%s</style>", STYLE.replace("\n", ""));
    add("<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>");
    add("<g class=\"pc\">");
    text("pc-h", MARGIN, 32, network.name() + "  " + network.input() + " → " + network.output());
    text("pc-s", MARGIN, 52, summary.sentence());
    add("</g>");
  }

  private double row(List<DiagramPart> fold, DiagramRow row, String previous, double width) {
    int squareLines = fold.size() == 1 ? 0 : (fold.size() + SQUARES_A_LINE - 1) / SQUARES_A_LINE;
    double height = Math.max(row.height() + 6, 38 + squareLines * (SQUARE + 3.0));
    add("<g class=\"pc\">");
    add(
        "<rect class=\"pc-row\" x=\"-8\" y=\"0\" rx=\"6\" width=\"%.0f\" height=\"%.0f\"/>",
        width - 2 * MARGIN + 16, height);
    label(fold);
    add("<g transform=\"translate(%d 3)\">", LABELS);
    for (DiagramRow.Line line : row.lines()) {
      add(
          "<path class=\"pc-l\" d=\"M%s\"/>",
          line.points().stream()
              .map(p -> String.format(Locale.ROOT, "%.1f", p))
              .collect(Collectors.joining(" ")));
    }
    for (DiagramRow.Box box : row.boxes()) {
      if (box.label().isEmpty()) {
        port(box, previous);
      } else {
        box(box, fold);
      }
    }
    add("</g>");
    shapes(fold, width);
    add("</g>");
    return height;
  }

  private void label(List<DiagramPart> fold) {
    String first = fold.get(0).label();
    if (fold.size() == 1) {
      text("pc-n", 0, 22, first);
      return;
    }
    String last = fold.get(fold.size() - 1).label();
    int shared = last.lastIndexOf('.') + 1;
    boolean stage = shared > 0 && first.startsWith(last.substring(0, shared));
    text("pc-n", 0, 16, first + " … " + (stage ? last.substring(shared) : last));
    long treated = fold.stream().filter(DiagramPart::treated).count();
    text("pc-s", 0, 30, "× " + fold.size() + (treated == 0 ? "" : ", " + treated + " treated"));
    for (int i = 0; i < fold.size(); i++) {
      int x = i % SQUARES_A_LINE * (SQUARE + 2);
      int y = 36 + i / SQUARES_A_LINE * (SQUARE + 3);
      boolean erased = fold.get(i).treated();
      add(
          "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
          erased ? "pc-erased" : "pc-kept", x, y, SQUARE, SQUARE);
      if (erased) {
        strike(x, y + SQUARE, x + SQUARE, y);
      }
    }
  }

  private void shapes(List<DiagramPart> fold, double width) {
    String first = shape(fold.get(0));
    String last = shape(fold.get(fold.size() - 1));
    double y = 3 + DiagramRow.LANE / 2.0 + 4;
    double x = width - 2 * MARGIN;
    text("pc-s pc-e", x, y, first.equals(last) ? first : first + " …");
    if (!first.equals(last)) {
      text("pc-s pc-e", x, y + 13, last);
    }
  }

  private String shape(DiagramPart part) {
    return network.shape(part.nodes().get(part.nodes().size() - 1).name()).toString();
  }

  /** Name a line's source where it is not the row before. */
  private void port(DiagramRow.Box box, String previous) {
    add("<circle cx=\"0\" cy=\"%.1f\" r=\"2.5\" fill=\"#8a8a8a\"/>", box.middle());
    if (!box.node().equals(previous)) {
      text("pc-s pc-e", -6, box.middle() + 4, box.node());
    }
  }

  private void box(DiagramRow.Box box, List<DiagramPart> fold) {
    Node node = network.node(box.node());
    double y = box.middle() - DiagramRow.BOX / 2.0;
    long erased = node instanceof Node.Rectifier ? erased(box.node(), fold) : 0;
    boolean round =
        node instanceof Node.Rectifier || node instanceof Node.Add || node instanceof Node.Gate;
    String style = erased == 0 ? style(node) : "pc-erased";
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" rx=\"%s\"/>",
        style, box.x(), y, box.width(), DiagramRow.BOX, round ? "10" : "3");
    if (erased > 0 && erased < fold.size()) {
      add(
          "<path class=\"pc-kept\" d=\"M%.1f %.1fh-%.1fa10 10 0 0 1 0 -20h%.1fz\"/>",
          box.x() + box.width() / 2,
          y + DiagramRow.BOX,
          box.width() / 2 - 10,
          box.width() / 2 - 10);
    }
    text("pc-m", box.x() + box.width() / 2, box.middle() + 4, box.label());
    if (erased == fold.size()) {
      strike(box.x() + 3, y + DiagramRow.BOX - 2, box.right() - 3, y + 2);
    }
  }

  /** Count in how many of the folded modules the rectifier that stands here is erased. */
  private static long erased(String name, List<DiagramPart> fold) {
    List<Node> shown = fold.get(0).nodes();
    int at = shown.stream().map(Node::name).toList().indexOf(name);
    return fold.stream()
        .filter(p -> p.nodes().get(at) instanceof Node.Rectifier r && r.erased())
        .count();
  }

  private static String style(Node node) {
    if (node instanceof Node.Conv) {
      return "pc-conv";
    } else if (node instanceof Node.Rectifier) {
      return "pc-kept";
    } else if (node instanceof Node.Pool
        || node instanceof Node.PyramidPool
        || node instanceof Node.GlobalAveragePool) {
      return "pc-pool";
    } else if (node instanceof Node.Linear) {
      return "pc-linear";
    }
    return "pc-b";
  }

  private void legend(double y) {
    add("<g class=\"pc\" transform=\"translate(%d %.0f)\">", MARGIN, y);
    add("<rect class=\"pc-kept\" x=\"0\" y=\"0\" width=\"36\" height=\"20\" rx=\"10\"/>");
    text("", 44, 14, "rectifier kept");
    add("<rect class=\"pc-erased\" x=\"140\" y=\"0\" width=\"36\" height=\"20\" rx=\"10\"/>");
    strike(143, 18, 173, 2);
    text("", 184, 14, "erased");
    add("<rect class=\"pc-erased\" x=\"250\" y=\"0\" width=\"36\" height=\"20\" rx=\"10\"/>");
    add("<path class=\"pc-kept\" d=\"M268 20h-8a10 10 0 0 1 0 -20h8z\"/>");
    text("", 294, 14, "erased in some of the row's modules; a square for each module");
    text(
        "pc-s",
        0,
        40,
        "+ addition, ‖ concatenation, /2 stride; a row begins where the row above ends, or at the"
            + " node that is named");
    add("</g>");
  }

  private void strike(double x1, double y1, double x2, double y2) {
    add("<line class=\"pc-x\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", x1, y1, x2, y2);
  }

  private void text(String style, double x, double y, String words) {
    add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, escape(words));
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
