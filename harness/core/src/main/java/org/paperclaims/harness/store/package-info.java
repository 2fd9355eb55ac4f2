/** The run store: records, checkpoints and the ledger, verified whenever they are read. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.store;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
