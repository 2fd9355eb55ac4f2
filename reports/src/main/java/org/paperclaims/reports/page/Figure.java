package org.paperclaims.reports.page;

/**
 * A chart on a page.
 *
 * @param file without an ending, relative to the site's root
 * @param alt what the chart shows, with its numbers
 * @param caption how it is to be read
 * @param narrowHeight of the form for phones, which wide figures have
 */
public record Figure(
    String file,
    String alt,
    String caption,
    int width,
    int height,
    int narrowHeight,
    boolean wide) {}
