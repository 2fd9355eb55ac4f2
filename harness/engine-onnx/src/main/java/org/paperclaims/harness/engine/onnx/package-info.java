/** Whole networks in ONNX files, run by ONNX Runtime: they predict, and nothing else. */
@API(status = API.Status.INTERNAL)
@NullMarked
package org.paperclaims.harness.engine.onnx;

import org.apiguardian.api.API;
import org.jspecify.annotations.NullMarked;
