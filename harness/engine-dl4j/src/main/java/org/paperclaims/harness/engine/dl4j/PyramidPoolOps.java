package org.paperclaims.harness.engine.dl4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;

/** The largest number of each bin of a pyramid; of equal ones the first, row by row, counts. */
record PyramidPoolOps(
    Node.PyramidPool node, OpMachine machine, Maxima maxima, DeviceSlot in, DeviceSlot out)
    implements OpStep {
  PyramidPoolOps(Node.PyramidPool node, OpMachine machine, DeviceSlot in, Shape shape) {
    this(node, machine, new Maxima(machine), in, DeviceSlot.output(shape));
  }

  @Override
  public void forward(Pass pass) {
    int n = pass.examples();
    forEachBin(
        (bin, top, bottom, left, right) ->
            machine
                .ops()
                .largest(
                    region(in.value(), n, top, bottom, left, right),
                    bin(out.value(), n, bin),
                    2,
                    3));
    maxima.spreadNotANumber(in, out, n);
  }

  @Override
  public void backward(Pass pass, DeviceFloats gradient) {
    int n = pass.examples();
    DeviceFloats scratch = machine.pool().take(in.shape().channels());
    INDArray taken = scratch.array(0, n, in.shape().channels());
    in.give(
        machine,
        n,
        to -> {
          machine.ops().fill(0, to.vector((long) n * in.size()));
          forEachBin(
              (bin, top, bottom, left, right) -> {
                for (int r = top; r < bottom; r++) {
                  for (int c = left; c < right; c++) {
                    maxima.give(
                        bin(out.value(), n, bin),
                        pixel(in.value(), n, r, c),
                        bin(gradient, n, bin),
                        taken,
                        pixel(to, n, r, c));
                  }
                }
              });
        });
    machine.pool().release(in.shape().channels(), scratch);
  }

  private void forEachBin(Bin work) {
    int height = in.shape().height();
    int width = in.shape().width();
    int bin = 0;
    for (int side : node.levels()) {
      for (int i = 0; i < side * side; i++) {
        work.at(
            bin++,
            Node.PyramidPool.start(i / side, side, height),
            Node.PyramidPool.end(i / side, side, height),
            Node.PyramidPool.start(i % side, side, width),
            Node.PyramidPool.end(i % side, side, width));
      }
    }
  }

  private INDArray region(DeviceFloats images, int n, int top, int bottom, int left, int right) {
    Shape s = in.shape();
    return images.strided(
        (long) top * s.width() + left,
        new long[] {n, s.channels(), bottom - top, right - left},
        new long[] {s.size(), (long) s.height() * s.width(), s.width(), 1});
  }

  /** See one pixel of all planes. */
  private INDArray pixel(DeviceFloats images, int n, int row, int column) {
    Shape s = in.shape();
    return images.strided(
        (long) row * s.width() + column,
        new long[] {n, s.channels()},
        new long[] {s.size(), (long) s.height() * s.width()});
  }

  /** See one bin of all planes. */
  private INDArray bin(DeviceFloats bins, int n, int number) {
    return bins.strided(
        number, new long[] {n, in.shape().channels()}, new long[] {out.size(), node.bins()});
  }

  /** Works on a bin, from its first row and column up to the ones behind its last. */
  private interface Bin {
    void at(int number, int top, int bottom, int left, int right);
  }
}
