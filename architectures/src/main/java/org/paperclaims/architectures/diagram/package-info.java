/** Drawings of networks. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.architectures.diagram;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
