package org.paperclaims.architectures;

/** Which rectifiers of a module, along each of its paths. */
public sealed interface Location {
  /** The first rectifier of each path. */
  record First() implements Location {}

  /** The last rectifier of each path. */
  record Last() implements Location {}

  /** The rectifier at a position from 1 on, in the paths that are that long. */
  record Index(int position) implements Location {}

  /** Every rectifier of the module. */
  record All() implements Location {}

  /** No rectifier. */
  record None() implements Location {}
}
