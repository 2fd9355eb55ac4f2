package org.paperclaims.reports.page;

import java.util.List;

/** Claims with several cases, as small multiples on one scale each. */
public record ComparisonsPage(Frame frame, List<Group> groups) {
  public ComparisonsPage {
    groups = List.copyOf(groups);
  }

  /** A claim's small multiples. */
  public record Group(String anchor, String statement, String href, List<Figure> figures) {
    public Group {
      figures = List.copyOf(figures);
    }
  }
}
