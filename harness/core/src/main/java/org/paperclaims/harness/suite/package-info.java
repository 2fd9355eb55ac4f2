/** A suite: from settings and catalogues to plans, verdicts and results. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.suite;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
