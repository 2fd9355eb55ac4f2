/**
 * PyTorch behind the engine SPI, through JavaCPP: no Python. A network is compiled once into a
 * static list of libtorch calls ({@code Program}); autograd gives the gradients.
 */
@NullMarked
package org.paperclaims.harness.engine.torch;

import org.jspecify.annotations.NullMarked;
