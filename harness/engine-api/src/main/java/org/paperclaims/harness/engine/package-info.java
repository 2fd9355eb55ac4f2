/** The engine SPI: what a deep-learning library must do to run claims. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.harness.engine;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
