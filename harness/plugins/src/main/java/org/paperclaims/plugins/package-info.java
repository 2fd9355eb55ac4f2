/**
 * Finds what other projects bring to this one: things with names, such as a data set, that a
 * provider on the class path makes. A provider that does not work costs one line and what it would
 * have brought, never a suite.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.plugins;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
