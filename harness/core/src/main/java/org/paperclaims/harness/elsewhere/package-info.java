/** Runs that were made elsewhere: files of other tools, read as records. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.elsewhere;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
