/** The results of suites as tables, for whoever goes on from them. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.harness.results;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
