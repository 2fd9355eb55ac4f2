package org.paperclaims.architectures.spec;

/**
 * Brings a family of architectures to this project's. Found with {@link java.util.ServiceLoader},
 * so an implementation has a public constructor without parameters, and its name stands in a file
 * {@code META-INF/services/org.paperclaims.architectures.spec.FamilyProvider}.
 *
 * <p>A run is known by its architecture's spec, and not by the code behind it: a family whose
 * networks change takes another head, or runs of both would be taken for each other.
 */
public interface FamilyProvider {
  /** Give the family; its head must be no other family's. */
  Family family();
}
