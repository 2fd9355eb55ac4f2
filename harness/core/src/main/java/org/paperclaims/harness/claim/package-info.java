/** Claims as values: source, criterion, cases and arms with their settings. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.harness.claim;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
