/** Properties, checked on random examples by this project's own tests. */
@NullMarked
package org.paperclaims.testing;

import org.jspecify.annotations.NullMarked;
