package org.paperclaims.harness.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.datasets.Batch;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;

/**
 * Shows that somebody else's network is ours: a file has weights and images, and from those both
 * must put out the same numbers, in float32 and with the statistics of the batch.
 *
 * @param file float32, little endian: every trainable tensor in the network's order, then images,
 *     all row major
 * @param expected images x outputs
 */
record SameOutputs(Path file, float[] expected) implements AutoCloseable {
  private static final int IMAGES = 4;

  /** Relative to the largest number that is put out. */
  private static final double TOLERANCE = 1e-3;

  /** Write the file, and ask a learner in float32, which has loaded these weights. */
  static SameOutputs of(Learner learner, Network network, Snapshot weights) throws IOException {
    Batch images = Workload.batch(IMAGES, network);
    Path file = Files.createTempFile("weights-and-images", ".f32");
    try (FileChannel to = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (Parameter p : network.trainable()) {
        write(to, weights.tensor(p.name()).data());
      }
      write(to, images.inputs());
    }
    return new SameOutputs(file, learner.predictWithBatchStatistics(images));
  }

  /**
   * Compare what the other network puts out.
   *
   * @return the largest difference, as a part of the largest number
   * @throws IllegalStateException if that is too large: the networks differ
   */
  double compare(double[] found) {
    if (found.length != expected.length) {
      throw new IllegalStateException(
          "the networks differ: %d numbers came out, expected %d"
              .formatted(found.length, expected.length));
    }
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(found[i] - expected[i]));
    }
    if (!(difference <= TOLERANCE * largest)) {
      throw new IllegalStateException(
          "the networks differ: from the same weights and images their outputs are up to %.3g apart,"
                  .formatted(difference)
              + " and the largest is %.3g".formatted(largest));
    }
    return difference / largest;
  }

  private static void write(FileChannel to, float[] numbers) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, numbers.length))
            .order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  /** Delete the file. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
