package org.paperclaims.reports.page;

/**
 * A link.
 *
 * @param href relative to the site's root
 */
public record Link(String text, String href) {}
