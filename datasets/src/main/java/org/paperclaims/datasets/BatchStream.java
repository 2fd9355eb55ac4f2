package org.paperclaims.datasets;

import java.util.Iterator;

/**
 * The batches of one epoch, in order. The same for any number of prefetching threads. Used by one
 * thread; {@link #close} stops the prefetching and may be called at any time.
 *
 * <p>{@link #next} throws a {@link DatasetException} when the data cannot be read.
 */
public interface BatchStream extends Iterator<Batch>, AutoCloseable {
  @Override
  void close();
}
