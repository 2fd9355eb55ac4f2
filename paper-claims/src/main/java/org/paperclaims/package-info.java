/** Claim tests of catalogues that a user adds. */
@NullMarked
package org.paperclaims;

import org.jspecify.annotations.NullMarked;
