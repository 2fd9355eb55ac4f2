/** Comparing two sets of runs, metric by metric. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.compare;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
