/**
 * Measuring: the numbers that runs have, one file for each, and the looks at networks that give
 * them.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.harness.measure;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
