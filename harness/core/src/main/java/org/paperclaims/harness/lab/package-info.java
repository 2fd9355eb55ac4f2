/** The laboratory: gives the record for a run spec, from the store, by resuming, or by running. */
@NullMarked
package org.paperclaims.harness.lab;

import org.jspecify.annotations.NullMarked;
