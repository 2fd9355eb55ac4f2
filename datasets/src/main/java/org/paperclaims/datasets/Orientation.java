package org.paperclaims.datasets;

/**
 * How a stored picture is turned upright (EXIF 2.3, section 4.6.4): mirrored in its rows, in its
 * columns, or both, and then, if {@code swapped}, rows made columns.
 *
 * @param rows the stored first row is the upright picture's last row (if swapped, its last column)
 * @param columns the stored first column is the upright picture's last one (if swapped, last row)
 */
record Orientation(boolean swapped, boolean rows, boolean columns) {
  static final Orientation UPRIGHT = new Orientation(false, false, false);

  /** Give the orientation of EXIF's number; upright unless it is 1 to 8. */
  static Orientation of(int exif) {
    return switch (exif) {
      case 2 -> new Orientation(false, false, true);
      case 3 -> new Orientation(false, true, true);
      case 4 -> new Orientation(false, true, false);
      case 5 -> new Orientation(true, false, false);
      case 6 -> new Orientation(true, true, false);
      case 7 -> new Orientation(true, true, true);
      case 8 -> new Orientation(true, false, true);
      default -> UPRIGHT;
    };
  }

  /** Give the part of the stored picture that a part of the upright picture is. */
  Crop stored(Crop upright, int storedHeight, int storedWidth) {
    Crop crop = swapped ? upright.transposed() : upright;
    return new Crop(
        rows ? storedHeight - crop.top() - crop.height() : crop.top(),
        columns ? storedWidth - crop.left() - crop.width() : crop.left(),
        crop.height(),
        crop.width());
  }

  /** Turn a stored picture, or a part of it, upright. */
  Pixels upright(Pixels stored) {
    int[] first = stored.first().clone();
    for (int channel = 0; channel < first.length; channel++) {
      first[channel] += rows ? (stored.height() - 1) * stored.down() : 0;
      first[channel] += columns ? (stored.width() - 1) * stored.right() : 0;
    }
    int down = rows ? -stored.down() : stored.down();
    int right = columns ? -stored.right() : stored.right();
    return swapped
        ? new Pixels(stored.data(), first, right, down, stored.width(), stored.height())
        : new Pixels(stored.data(), first, down, right, stored.height(), stored.width());
  }
}
