/** Charts: one house theme over JFreeChart, as PNG to share and SVG to zoom. */
@NullMarked
package org.paperclaims.reports.chart;

import org.jspecify.annotations.NullMarked;
