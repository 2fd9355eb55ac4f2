/** Claim tests in JUnit. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.harness.junit;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
