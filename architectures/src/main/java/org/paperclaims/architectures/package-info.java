/**
 * Networks as immutable graphs: nodes, shapes and parameters, the erase rule, first weights and
 * counts.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.architectures;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
