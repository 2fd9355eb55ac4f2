/**
 * oneDNN by itself: kernels that are made once, with their memory, and executed many times. It
 * knows neither networks nor libtorch.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.engine.plan.dnnl;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
