/**
 * How an architecture is written: the words of a spec, what a family says of itself, and the
 * refusal of a wrong word with the nearest valid spec.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
@NullMarked
package org.paperclaims.architectures.spec;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
