/**
 * PyTorch's native libraries and the GPUs that they can use: found, loaded, and their faults made
 * typed.
 */
@NullMarked
package org.paperclaims.harness.engine.torch.natives;

import org.jspecify.annotations.NullMarked;
