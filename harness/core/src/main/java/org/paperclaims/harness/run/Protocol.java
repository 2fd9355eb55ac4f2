package org.paperclaims.harness.run;

import java.util.Locale;

/** The use of a run's network, which decides the metrics that its record has. */
public enum Protocol {
  /** Train by the recipe; after every epoch measure on the test split. */
  TRAIN,
  /**
   * Train nothing; look at the features before the classifier, at initialisation, in
   * batch-statistics mode, rectified before measuring.
   */
  FEATURES,
  /** Train nothing; look at the gradients of one batch at initialisation. */
  GRADIENTS,
  /** Train nothing; measure a model that was made elsewhere on the test split. */
  GIVEN;

  /** Give the name in catalogues, such as {@code train}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Tell whether runs train, and so have epochs and a model. */
  public boolean trains() {
    return this == TRAIN;
  }
}
