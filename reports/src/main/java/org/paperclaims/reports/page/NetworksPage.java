package org.paperclaims.reports.page;

import java.util.List;

/**
 * Where rectifiers were erased.
 *
 * @param whole names the networks of which every run kept every rectifier
 */
public record NetworksPage(Frame frame, List<Part> networks, List<String> whole) {
  public NetworksPage {
    networks = List.copyOf(networks);
    whole = List.copyOf(whole);
  }

  /** An architecture with the erasures that the suite applied to it. */
  public record Part(String anchor, String architecture, String size, List<Diagram> diagrams) {
    public Part {
      diagrams = List.copyOf(diagrams);
    }
  }

  /**
   * An erased network, module by module.
   *
   * @param alt what the diagram shows
   * @param modules for each module, from input to output, whether each of its rectifiers is erased
   */
  public record Diagram(String erasure, String words, String alt, List<List<Boolean>> modules) {
    public Diagram {
      modules = modules.stream().map(List::copyOf).toList();
    }
  }
}
