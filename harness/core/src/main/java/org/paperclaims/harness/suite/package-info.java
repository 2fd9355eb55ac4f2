/** A suite: from settings and catalogues to plans, verdicts and results. */
@NullMarked
package org.paperclaims.harness.suite;

import org.jspecify.annotations.NullMarked;
