/** The published families, one file each, and the list of them. */
@NullMarked
package org.paperclaims.architectures.family;

import org.jspecify.annotations.NullMarked;
