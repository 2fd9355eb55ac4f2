/** Tells other tools of the runs that are made here: an MLflow server, a TensorBoard folder. */
@NullMarked
package org.paperclaims.trackers;

import org.jspecify.annotations.NullMarked;
