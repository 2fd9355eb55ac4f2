/** Tells other tools of the runs that are made here: an MLflow server, a TensorBoard folder. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.trackers;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
