/**
 * Measuring: the numbers that runs have, one file for each, and the looks at networks that give
 * them.
 */
@NullMarked
package org.paperclaims.harness.measure;

import org.jspecify.annotations.NullMarked;
