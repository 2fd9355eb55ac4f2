package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.reports.chart.Chart;
import org.paperclaims.reports.page.Figure;

/**
 * The figures of a site's pages, and the charts that they show.
 *
 * @param ofCases by case
 * @param multiples small ones of all cases, of claims that have several
 * @param together all cases in one, of claims that have several
 * @param grids by paper: what was erased where
 * @param charts of all of them, to be drawn
 */
record SiteFigures(
    Map<Site.CaseEntry, List<Figure>> ofCases,
    Map<Site.Entry, List<Figure>> multiples,
    Map<Site.Entry, List<Figure>> together,
    Map<Paper, List<Figure>> grids,
    List<Chart> charts) {
  static SiteFigures of(Site site, Map<Paper, List<Site.Entry>> papers) {
    String tier = site.suite().tier().id();
    SiteFigures all =
        new SiteFigures(
            new HashMap<>(),
            new LinkedHashMap<>(),
            new HashMap<>(),
            new LinkedHashMap<>(),
            new ArrayList<>());
    for (Site.Entry entry : site.claims()) {
      for (Site.CaseEntry part : entry.cases()) {
        all.ofCases.put(part, all.placed(CaseCharts.of(part, tier)));
      }
    }
    for (Site.Entry entry : site.claims()) {
      List<Figure> figures = all.placed(CaseCharts.small(entry.cases(), tier));
      if (!figures.isEmpty()) {
        all.multiples.put(entry, figures);
      }
    }
    for (Site.Entry entry : site.claims()) {
      ClaimCharts.forest(entry, tier)
          .ifPresent(placed -> all.together.put(entry, all.placed(List.of(placed))));
    }
    papers.forEach(
        (paper, entries) ->
            all.grids.put(
                paper,
                all.placed(ErasureGrid.of(site, paper, entries, "paper-" + all.grids.size()))));
    return all;
  }

  private List<Figure> placed(List<CaseCharts.Placed> placed) {
    placed.forEach(p -> charts.add(p.chart()));
    return placed.stream().map(CaseCharts.Placed::figure).toList();
  }
}
