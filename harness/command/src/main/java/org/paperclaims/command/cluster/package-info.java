/** A suite on many machines: how long it takes there, and the scripts that start it. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.command.cluster;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
