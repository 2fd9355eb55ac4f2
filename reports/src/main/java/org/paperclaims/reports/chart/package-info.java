/** Charts: one house theme over JFreeChart, as PNG to share and SVG to zoom. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.reports.chart;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
