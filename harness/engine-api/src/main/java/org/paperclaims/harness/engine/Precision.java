package org.paperclaims.harness.engine;

/** The arithmetic of a run; part of its run spec. */
public enum Precision {
  /** float32 throughout. */
  FP32,
  /** bfloat16 where it is safe (convolutions, matrix products), float32 for the rest. */
  BF16
}
