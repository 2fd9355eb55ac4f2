/** The {@code claims} command. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.command;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
