/** Networks as immutable graphs, the published families, the erase rule, and counts. */
@NullMarked
package org.paperclaims.architectures;

import org.jspecify.annotations.NullMarked;
