/** What fixes a run (recipe, run spec, fingerprint) and what came of it (run record). */
@NullMarked
package org.paperclaims.harness.run;

import org.jspecify.annotations.NullMarked;
