/** Judging: the runs of a case and its criterion become a finding, a verdict and its words. */
@NullMarked
package org.paperclaims.harness.judge;

import org.jspecify.annotations.NullMarked;
