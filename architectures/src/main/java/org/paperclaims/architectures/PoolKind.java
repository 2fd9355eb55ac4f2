package org.paperclaims.architectures;

/** What a pooling takes from its window. */
public enum PoolKind {
  MAX,
  AVERAGE
}
