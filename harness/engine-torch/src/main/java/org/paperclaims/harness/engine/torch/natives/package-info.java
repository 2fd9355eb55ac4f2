/**
 * PyTorch's native libraries and the GPUs that they can use: found, loaded, and their faults made
 * typed.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.engine.torch.natives;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
