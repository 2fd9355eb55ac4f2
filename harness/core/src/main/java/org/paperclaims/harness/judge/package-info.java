/** Judging: the runs of a case and its criterion become a finding, a verdict and its words. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.judge;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
