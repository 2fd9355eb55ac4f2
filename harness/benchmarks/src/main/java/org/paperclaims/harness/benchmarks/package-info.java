/** Benchmarks of engines and harness. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.benchmarks;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
