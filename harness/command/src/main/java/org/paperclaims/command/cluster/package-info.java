/** A suite on many machines: how long it takes there, and the scripts that start it. */
@NullMarked
package org.paperclaims.command.cluster;

import org.jspecify.annotations.NullMarked;
