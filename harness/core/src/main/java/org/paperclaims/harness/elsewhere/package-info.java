/** Runs that were made elsewhere: files of other tools, read as records. */
@NullMarked
package org.paperclaims.harness.elsewhere;

import org.jspecify.annotations.NullMarked;
