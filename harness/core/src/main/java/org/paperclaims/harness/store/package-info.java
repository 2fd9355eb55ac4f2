/** The run store: records, checkpoints and the ledger, verified whenever they are read. */
@NullMarked
package org.paperclaims.harness.store;

import org.jspecify.annotations.NullMarked;
