/**
 * The contract that every engine must pass, and a small float64 engine in plain Java as its oracle.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.harness.engine.testkit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
