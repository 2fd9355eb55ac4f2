package org.paperclaims.harness.run;

/**
 * A model that was made elsewhere, and how it reads its images. Everything that the shapes of its
 * tensors cannot show is said here or in words of the architecture.
 *
 * @param sha256 of the file, in lower-case hexadecimal; empty where nothing is given
 * @param scaling what its inputs are, as {@link PixelScaling} writes it
 * @param channels {@code rgb} or {@code bgr}
 * @param expects the test error in percent that its owner reports, as written; a reading that does
 *     not give it is refused
 * @param prefix where the file holds several sets of weights, what stands before the names of the
 *     one that is meant; else empty
 */
public record GivenModel(
    String sha256, String scaling, String channels, String expects, String prefix) {
  /**
   * The architecture of a file that holds its whole network, in ONNX, and the engine that runs it.
   */
  public static final String WHOLE = "onnx";

  /** No model: the run makes its own. */
  public static final GivenModel NONE = new GivenModel("", "", "", "", "");
}
