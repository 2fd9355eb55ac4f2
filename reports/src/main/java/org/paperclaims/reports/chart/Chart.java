package org.paperclaims.reports.chart;

import java.util.function.Function;
import org.jfree.chart.JFreeChart;

/**
 * A chart that can be drawn in any look.
 *
 * @param name of its files, without an ending
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param in makes the chart in a look
 */
public record Chart(String name, int width, int height, Function<Look, JFreeChart> in) {}
