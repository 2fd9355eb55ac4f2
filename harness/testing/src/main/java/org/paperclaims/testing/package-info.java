/** Properties, checked on random examples by this project's own tests. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.testing;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
