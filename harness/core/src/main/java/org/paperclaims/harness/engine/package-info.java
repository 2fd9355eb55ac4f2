/** The engine SPI: what a deep-learning library must do to run claims. */
@NullMarked
package org.paperclaims.harness.engine;

import org.jspecify.annotations.NullMarked;
