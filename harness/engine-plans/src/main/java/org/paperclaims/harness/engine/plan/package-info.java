/**
 * Plans: a network's passes as lists of oneDNN's kernels whose memory is settled, for engines that
 * compute small networks on a CPU.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.engine.plan;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
