package org.paperclaims.trackers;

/** Names of metrics, parameters and tags as MLflow takes them. */
final class MlflowNames {
  private MlflowNames() {}

  /**
   * Give a name of letters, digits and {@code _ - . / space} alone: {@code
   * epochs_to(train_error<20)} becomes {@code epochs_to/train_error below 20}.
   */
  static String of(String name) {
    return name.replace("(", "/")
        .replace(")", "")
        .replace("<", " below ")
        .replace(">", " above ")
        .replace("#", ".")
        .replace("%", " percent")
        .replaceAll("[^\\w./ -]", "_");
  }
}
