/** Claim tests in JUnit. */
@NullMarked
package org.paperclaims.harness.junit;

import org.jspecify.annotations.NullMarked;
