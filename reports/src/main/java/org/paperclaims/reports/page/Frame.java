package org.paperclaims.reports.page;

import java.util.List;

/**
 * The frame around every page.
 *
 * @param site the site's title
 * @param page the page's title
 * @param root the way to the site's root: empty or {@code ../}
 * @param pages the site's main pages
 * @param current the href of the main page that this one is or belongs to
 * @param foot what the report says about itself
 */
public record Frame(
    String site, String page, String root, List<Link> pages, String current, String foot) {
  public Frame {
    pages = List.copyOf(pages);
  }
}
