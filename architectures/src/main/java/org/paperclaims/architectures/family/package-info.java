/** The published families, one file each, and the list of them. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.architectures.family;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
