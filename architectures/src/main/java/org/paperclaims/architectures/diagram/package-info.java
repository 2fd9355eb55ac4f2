/** Drawings of networks. */
@NullMarked
package org.paperclaims.architectures.diagram;

import org.jspecify.annotations.NullMarked;
