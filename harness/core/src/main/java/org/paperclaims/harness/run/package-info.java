/** A run before it is made (recipe, run spec, fingerprint) and afterwards (run record). */
@NullMarked
package org.paperclaims.harness.run;

import org.jspecify.annotations.NullMarked;
