/** The laboratory: gives the record for a run spec, from the store, by resuming, or by running. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.lab;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
