/** Statistics for few seeds, pure functions of numbers. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.stats;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
