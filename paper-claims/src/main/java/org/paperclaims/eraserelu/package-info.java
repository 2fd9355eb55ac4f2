/**
 * The claims of EraseReLU (Dong, Kang, Zhan, Yang: "EraseReLU: A Simple Way to Ease the Training of
 * Deep Convolution Neural Networks", arXiv 1709.07634). The records are in {@code eraserelu.yaml}.
 */
@NullMarked
package org.paperclaims.eraserelu;

import org.jspecify.annotations.NullMarked;
