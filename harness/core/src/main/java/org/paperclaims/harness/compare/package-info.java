/** Comparing two sets of runs, metric by metric. */
@NullMarked
package org.paperclaims.harness.compare;

import org.jspecify.annotations.NullMarked;
