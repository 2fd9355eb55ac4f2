package org.paperclaims.architectures;

/**
 * Brings an initialisation to this project's, made by {@link Initialisation#normal}. Found with
 * {@link java.util.ServiceLoader}, so an implementation has a public constructor without
 * parameters, and its name stands in a file {@code
 * META-INF/services/org.paperclaims.architectures.InitialisationProvider}.
 */
public interface InitialisationProvider {
  /** Give the initialisation; its word must be no other's. */
  Initialisation initialisation();
}
