package org.paperclaims.architectures;

/**
 * The sliding window of a convolution or pooling: kernel, stride and zero padding, in pixels.
 *
 * @param padHeight rows of padding above and as many below
 * @param padWidth columns of padding on the left and as many on the right
 */
public record Window(
    int kernelHeight,
    int kernelWidth,
    int strideHeight,
    int strideWidth,
    int padHeight,
    int padWidth) {
  public Window {
    if (kernelHeight < 1 || kernelWidth < 1 || strideHeight < 1 || strideWidth < 1) {
      throw new IllegalArgumentException("a window needs a positive kernel and stride");
    }
    if (padHeight < 0 || padWidth < 0) {
      throw new IllegalArgumentException("a window's padding cannot be negative");
    }
  }

  /** Make a square window. */
  public static Window square(int kernel, int stride, int pad) {
    return new Window(kernel, kernel, stride, stride, pad, pad);
  }

  /** Make a square window of odd size that keeps height and width. */
  public static Window same(int kernel) {
    return square(kernel, 1, kernel / 2);
  }

  /** Make a window of odd sizes that keeps height and width. */
  public static Window same(int kernelHeight, int kernelWidth) {
    return new Window(kernelHeight, kernelWidth, 1, 1, kernelHeight / 2, kernelWidth / 2);
  }

  /** Make a square window without padding. */
  public static Window valid(int kernel, int stride) {
    return square(kernel, stride, 0);
  }

  /**
   * Give the height that comes out of an input height; {@code ceil} rounds up as some poolings do.
   */
  public int outHeight(int height, boolean ceil) {
    return out(height, kernelHeight, strideHeight, padHeight, ceil);
  }

  /**
   * Give the width that comes out of an input width; {@code ceil} rounds up as some poolings do.
   */
  public int outWidth(int width, boolean ceil) {
    return out(width, kernelWidth, strideWidth, padWidth, ceil);
  }

  private static int out(int size, int kernel, int stride, int pad, boolean ceil) {
    int room = size + 2 * pad - kernel;
    if (room < 0) {
      throw new IllegalArgumentException(
          "a window of " + kernel + " does not fit into " + size + " with padding " + pad);
    }
    int steps = ceil ? (room + stride - 1) / stride : room / stride;
    // The last window must start inside the input or its left padding, never in the right padding.
    if (ceil && steps * stride >= size + pad) {
      steps--;
    }
    return steps + 1;
  }
}
