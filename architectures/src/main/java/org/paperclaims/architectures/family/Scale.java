package org.paperclaims.architectures.family;

import org.paperclaims.architectures.Shape;

/** Which of a paper's two tables applies: the one for small images or the one for ImageNet. */
enum Scale {
  /** Up to 64 pixels, as CIFAR's 32. */
  SMALL,
  /** More than 64 pixels, as ImageNet's 224. */
  IMAGENET;

  static Scale of(Shape input) {
    return Math.max(input.height(), input.width()) > 64 ? IMAGENET : SMALL;
  }
}
