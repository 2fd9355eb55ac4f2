/** Claims as values: source, criterion, cases and arms with their settings. */
@NullMarked
package org.paperclaims.harness.claim;

import org.jspecify.annotations.NullMarked;
