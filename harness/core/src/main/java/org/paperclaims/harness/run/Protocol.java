package org.paperclaims.harness.run;

/** What a run does with its network, and so which metrics its record has. */
public enum Protocol {
  /**
   * Train by the recipe; after every epoch measure on the test split. Metrics: {@code test_error}
   * (percent wrong at the last epoch; for a regression the mean squared error divided by the
   * targets' variance), {@code best_test_error}, {@code test_loss}, {@code train_loss} (last
   * epoch), {@code train_error} (last epoch, percent) and {@code train_loss_auc} (mean training
   * loss over all steps but the first tenth).
   */
  TRAIN,
  /**
   * Train nothing; look at the features before the classifier, at initialisation, in
   * batch-statistics mode, rectified before measuring. Metrics: {@code feature_cosine} (mean cosine
   * between different images' features) and {@code effective_rank} (exponential of the entropy of
   * the normalised singular values of the centred features).
   */
  FEATURES,
  /**
   * Train nothing; look at the gradients of one batch at initialisation. Metric: {@code
   * gradient_growth} (slope of the logarithm of the modules' first convolutions' relative gradient
   * norms, |g| / |w|, over module number from output to input, per module).
   */
  GRADIENTS
}
