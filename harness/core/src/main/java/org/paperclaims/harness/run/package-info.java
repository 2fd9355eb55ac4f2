/** A run before it is made (recipe, run spec, fingerprint) and afterwards (run record). */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.harness.run;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
