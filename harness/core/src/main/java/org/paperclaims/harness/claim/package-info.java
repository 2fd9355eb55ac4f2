/** Claims: records with their source, experiment, criterion and verdict. */
@NullMarked
package org.paperclaims.harness.claim;

import org.jspecify.annotations.NullMarked;
