/**
 * PyTorch behind the engine SPI, through JavaCPP: no Python. A network is compiled once into a
 * static list of libtorch calls ({@code Program}); autograd gives the gradients.
 */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.engine.torch;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
