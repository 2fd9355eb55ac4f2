package org.paperclaims.datasets;

import java.awt.image.BufferedImage;

/** The first images of every class side by side, a row a class: data as a person sees it. */
public final class ContactSheet {
  private static final int GAP = 2;
  private static final int LEAST_SIDE = 32;
  private static final int WHITE = 0xFFFFFF;

  private ContactSheet() {}

  /**
   * Draw the sheet.
   *
   * @param columns images a class
   * @param rows classes at most, the first ones
   */
  public static BufferedImage of(Pictures images, int columns, int rows) {
    int[] labels = images.labels();
    int classes = Math.min(rows, java.util.Arrays.stream(labels).max().orElse(0) + 1);
    ImageSize size = images.imageSize();
    int zoom = Math.max(1, LEAST_SIDE / size.width());
    int cellWidth = size.width() * zoom + GAP;
    int cellHeight = size.height() * zoom + GAP;
    BufferedImage sheet =
        new BufferedImage(
            columns * cellWidth + GAP, classes * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < sheet.getHeight(); y++) {
      for (int x = 0; x < sheet.getWidth(); x++) {
        sheet.setRGB(x, y, WHITE);
      }
    }
    int[] placed = new int[classes];
    byte[] image = new byte[size.values()];
    for (int index = 0; index < labels.length; index++) {
      int column = labels[index] < classes ? placed[labels[index]] : columns;
      if (column < columns) {
        placed[labels[index]]++;
        images.copy(index, image, 0);
        int left = GAP + column * cellWidth;
        int top = GAP + labels[index] * cellHeight;
        for (int y = 0; y < size.height() * zoom; y++) {
          for (int x = 0; x < size.width() * zoom; x++) {
            sheet.setRGB(left + x, top + y, colour(image, size, y / zoom, x / zoom));
          }
        }
      }
    }
    return sheet;
  }

  private static int colour(byte[] image, ImageSize size, int y, int x) {
    int plane = size.height() * size.width();
    int place = y * size.width() + x;
    int green = size.channels() == 1 ? 0 : plane;
    int red = image[place] & 0xFF;
    return (red << 16) | ((image[place + green] & 0xFF) << 8) | (image[place + 2 * green] & 0xFF);
  }
}
