/** Catalogues read from YAML: records become claims, tiers and arms become cases. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.catalogue;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
