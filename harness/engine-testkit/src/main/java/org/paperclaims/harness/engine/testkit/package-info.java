/**
 * The contract that every engine must pass, and a small float64 engine in plain Java as its oracle.
 */
@NullMarked
package org.paperclaims.harness.engine.testkit;

import org.jspecify.annotations.NullMarked;
