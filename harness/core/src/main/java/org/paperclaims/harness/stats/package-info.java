/** Statistics for few seeds, pure functions of numbers. */
@NullMarked
package org.paperclaims.harness.stats;

import org.jspecify.annotations.NullMarked;
