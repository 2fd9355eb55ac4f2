/** Training and probing a network with an engine, from a run spec to a run record. */
@NullMarked
package org.paperclaims.harness.train;

import org.jspecify.annotations.NullMarked;
