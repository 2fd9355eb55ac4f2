/** Whole networks in ONNX files, run by ONNX Runtime: they predict, and nothing else. */
@NullMarked
package org.paperclaims.harness.engine.onnx;

import org.jspecify.annotations.NullMarked;
