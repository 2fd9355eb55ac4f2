/** Catalogues read from YAML: records become claims, tiers and arms become cases. */
@NullMarked
package org.paperclaims.harness.catalogue;

import org.jspecify.annotations.NullMarked;
