/** Training and probing a network with an engine, from a run spec to a run record. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.train;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
