package org.paperclaims.architectures;

/** The number that a pooling takes from its window. */
public enum PoolKind {
  MAX,
  AVERAGE
}
