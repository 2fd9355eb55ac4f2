package org.paperclaims.harness.engine.torch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.EpochOrder;
import org.paperclaims.datasets.EpochPlan;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.datasets.RawImages;

/**
 * A data set's images as bytes on the device. Batches are cut from it, shifted, flipped and
 * normalised there, to the very numbers of the host's stream: the plan's decisions are the same,
 * and a byte becomes a number by the same table. Nothing waits for the device.
 */
final class ResidentImages implements AutoCloseable {
  /** More than that is streamed. */
  static final long MOST_BYTES = 1L << 30;

  /**
   * Batches are made so many at once: a GPU needs some twenty short kernels whatever their size.
   */
  static final int AT_ONCE = 8;

  /** Images that are made at once have no more numbers, if that is more than one batch. */
  private static final int MOST_NUMBERS_AT_ONCE = 1 << 24;

  private final ImageSize size;
  private final TorchDevice device;
  private final List<Tensor> held = new ArrayList<>();
  private final Tensor pixels;
  private final Tensor labels;
  private final Tensor table;
  private final Tensor tableOfChannel;
  private final Tensor rows;
  private final Tensor columns;

  /** Copy the images to the device, within a native call. */
  ResidentImages(RawImages images, TorchDevice device) {
    this.size = images.imageSize();
    this.device = device;
    byte[] bytes = new byte[images.count() * size.values()];
    for (int i = 0; i < images.count(); i++) {
      images.copy(i, bytes, i * size.values());
    }
    this.pixels =
        hold(
            device
                .tensor(
                    new BytePointer(bytes),
                    torch.ScalarType.Byte,
                    images.count(),
                    size.channels(),
                    (long) size.height() * size.width())
                .clone());
    this.labels = hold(device.labels(images.labels()).clone());
    float[][] tables = images.normalisation().tables();
    float[] flat = new float[256 * size.channels()];
    long[] begins = new long[size.channels()];
    for (int channel = 0; channel < size.channels(); channel++) {
      System.arraycopy(tables[channel], 0, flat, 256 * channel, 256);
      begins[channel] = 256L * channel;
    }
    this.table = hold(device.floats(flat, flat.length).clone());
    this.tableOfChannel = hold(device.longs(begins).clone().reshape(1, begins.length, 1));
    this.rows = hold(device.longs(upTo(size.height())).clone().unsqueeze(0));
    this.columns = hold(device.longs(upTo(size.width())).clone().unsqueeze(0));
  }

  private static long[] upTo(int end) {
    long[] numbers = new long[end];
    for (int i = 0; i < end; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  private Tensor hold(Tensor tensor) {
    tensor.retainReference();
    held.add(tensor);
    return tensor;
  }

  /** Bring an epoch's plan to the device, within a native call. */
  Epoch epoch(EpochPlan plan, EpochOrder order) {
    return new Epoch(plan, order);
  }

  /** An epoch's plan on the device. */
  final class Epoch implements AutoCloseable {
    private final EpochOrder order;
    private final int images;
    private final boolean reflect;

    /** A row an image: which, down, right, flipped. */
    private final Tensor decisions;

    private @Nullable Made made;

    /** Batches that were made at once, of the plan's images from first on. */
    private record Made(int first, int count, TorchLearner.Examples examples) {
      boolean has(int from, int size) {
        return first <= from && from + size <= first + count;
      }

      TorchLearner.Examples part(int from, int size) {
        return new TorchLearner.Examples(
            examples.input().narrow(0, from - first, size),
            examples.wanted().narrow(0, from - first, size));
      }

      void close() {
        examples.input().close();
        examples.wanted().close();
      }
    }

    private Epoch(EpochPlan plan, EpochOrder order) {
      this.order = order;
      this.images = plan.index().length;
      this.reflect = plan.reflect();
      long[] all = new long[4 * images];
      for (int i = 0; i < images; i++) {
        all[i] = plan.index()[i];
        all[images + i] = plan.down()[i];
        all[2 * images + i] = plan.right()[i];
        all[3 * images + i] = plan.flip()[i] ? 1 : 0;
      }
      this.decisions = device.longs(all).clone().reshape(4, images);
      this.decisions.retainReference();
    }

    /** Give the batches, from the order's first on. */
    Iterator<TorchLearner.Coming> batches(BooleanSupplier goOn) {
      return new Iterator<>() {
        private int next = order.firstBatch() * order.batchSize();
        private boolean asked;
        private boolean go;

        @Override
        public boolean hasNext() {
          if (next >= images) {
            return false;
          }
          if (!asked) {
            asked = true;
            go = goOn.getAsBoolean();
          }
          return go;
        }

        @Override
        public TorchLearner.Coming next() {
          if (!hasNext()) {
            throw new NoSuchElementException("the epoch is over");
          }
          asked = false;
          int first = next;
          int count = Math.min(order.batchSize(), images - first);
          next += count;
          return new TorchLearner.Coming(count, () -> batch(first, count));
        }
      };
    }

    private TorchLearner.Examples batch(int first, int count) {
      Made here = made;
      if (here == null || !here.has(first, count)) {
        forget();
        int several = Math.min(Math.max(count, several()), images - first);
        TorchLearner.Examples examples = make(first, several);
        examples.input().retainReference();
        examples.wanted().retainReference();
        here = new Made(first, several, examples);
        made = here;
      }
      return here.part(first, count);
    }

    /** Give how many images are made at once. */
    private int several() {
      long numbers = (long) order.batchSize() * size.values();
      return order.batchSize() * (int) Math.min(AT_ONCE, MOST_NUMBERS_AT_ONCE / numbers);
    }

    private void forget() {
      if (made != null) {
        made.close();
        made = null;
      }
    }

    private TorchLearner.Examples make(int first, int count) {
      Tensor mine = decisions.narrow(1, first, count);
      Tensor index = mine.select(0, 0);
      Tensor flip = mine.select(0, 3).unsqueeze(1);
      // Column x of a flipped image is column width - 1 - x: x + flip * (width - 1 - 2x).
      Tensor mirrored = columns.mul(new Scalar(-2L)).add(new Scalar(size.width() - 1L));
      Tensor x = columns.add(flip.mul(mirrored)).add(mine.select(0, 2).unsqueeze(1));
      Tensor y = rows.add(mine.select(0, 1).unsqueeze(1));
      Tensor places =
          inside(y, size.height())
              .mul(new Scalar((long) size.width()))
              .unsqueeze(2)
              .add(inside(x, size.width()).unsqueeze(1))
              .flatten(1, -1)
              .unsqueeze(1)
              .expand(new long[] {count, size.channels(), (long) size.height() * size.width()});
      Tensor bytes = pixels.index_select(0, index).gather(2, places).to(torch.ScalarType.Long);
      if (!reflect) {
        Tensor kept =
            isInside(y, size.height()).unsqueeze(2).mul(isInside(x, size.width()).unsqueeze(1));
        bytes = bytes.mul(kept.flatten(1, -1).unsqueeze(1));
      }
      Tensor input =
          table
              .take(bytes.add(tableOfChannel))
              .reshape(count, size.channels(), size.height(), size.width());
      return new TorchLearner.Examples(input, labels.index_select(0, index));
    }

    /** Bring places outside of the image to its edge, or mirror them there. */
    private Tensor inside(Tensor places, int length) {
      if (!reflect || length == 1) {
        return places.clamp(
            new org.bytedeco.pytorch.ScalarOptional(new Scalar(0L)),
            new org.bytedeco.pytorch.ScalarOptional(new Scalar(length - 1L)));
      }
      // Within a period of 2 (length - 1), what lies beyond the edge goes back the way it came.
      Tensor within = places.remainder(new Scalar(2L * (length - 1)));
      return within.sub(new Scalar(length - 1L)).abs().neg().add(new Scalar(length - 1L));
    }

    private Tensor isInside(Tensor places, int length) {
      return places
          .ge(new Scalar(0L))
          .logical_and(places.lt(new Scalar((long) length)))
          .to(torch.ScalarType.Long);
    }

    @Override
    public void close() {
      forget();
      decisions.close();
    }
  }

  @Override
  public void close() {
    held.forEach(Tensor::close);
    held.clear();
  }
}
