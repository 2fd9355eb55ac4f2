/** Benchmarks of engines and harness. */
@NullMarked
package org.paperclaims.harness.benchmarks;

import org.jspecify.annotations.NullMarked;
