package org.paperclaims.harness.engine.torch;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Window;
import org.paperclaims.harness.engine.plan.StridedPointwise;

/**
 * The pixels of images that a stride meets.
 *
 * @param strideHeight rows from one that is met to the next
 * @param strideWidth columns from one that is met to the next
 */
record Pixels(long strideHeight, long strideWidth) {
  /** Give the pixels that a strided pointwise convolution reads, or null for any other. */
  static @Nullable Pixels readBy(Node.Conv node) {
    Window window = node.window();
    return StridedPointwise.is(node)
        ? new Pixels(window.strideHeight(), window.strideWidth())
        : null;
  }

  /** Give these pixels, as a view of the images. */
  Tensor pick(Tensor images) {
    return images
        .slice(2, new LongOptional(0), new LongOptional(), strideHeight)
        .slice(3, new LongOptional(0), new LongOptional(), strideWidth);
  }

  /** Turn the gradient of the picked pixels into that of the images, zero everywhere else. */
  Tensor spread(Tensor gradient, Tensor images) {
    Tensor all = torch.zeros_like(images);
    pick(all).copy_(gradient);
    return all;
  }
}
