package org.paperclaims.harness.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The real disk, which halts at one moment of writing one file, so that its process can be killed.
 */
public final class HaltingDisk implements Disk {
  /** Where in a write. */
  public enum Moment {
    HALF_WRITTEN,
    WRITTEN,
    RENAMED
  }

  private final Disk real = new SyncedDisk();
  private final AtomicInteger writes = new AtomicInteger();
  private final String file;
  private final int write;
  private final Moment moment;
  private final Runnable halt;

  private HaltingDisk(String file, int write, Moment moment, Runnable halt) {
    this.file = file;
    this.write = write;
    this.moment = moment;
    this.halt = halt;
  }

  /**
   * Open a store on such a disk.
   *
   * @param file its name
   * @param write which of the writes of such a file, from 1 on
   * @param halt called at the moment
   */
  public static RunStore store(
      Path results, Consumer<String> report, String file, int write, Moment moment, Runnable halt) {
    return RunStore.open(
        results, report, Duration.ofSeconds(60), new HaltingDisk(file, write, moment, halt));
  }

  @Override
  public void replace(Path path, Content content) throws IOException {
    if (!path.endsWith(file) || writes.incrementAndGet() != write) {
      real.replace(path, content);
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    content.writeTo(all);
    byte[] bytes = all.toByteArray();
    int half = bytes.length / 2;
    real.replace(
        path,
        out -> {
          out.write(bytes, 0, half);
          out.flush();
          haltAt(Moment.HALF_WRITTEN);
          out.write(bytes, half, bytes.length - half);
          out.flush();
          haltAt(Moment.WRITTEN);
        });
    haltAt(Moment.RENAMED);
  }

  @Override
  public void append(Path path, byte[] bytes) throws IOException {
    if (!path.endsWith(file) || writes.incrementAndGet() != write) {
      real.append(path, bytes);
      return;
    }
    int half = bytes.length / 2;
    real.append(path, Arrays.copyOf(bytes, half));
    haltAt(Moment.HALF_WRITTEN);
    real.append(path, Arrays.copyOfRange(bytes, half, bytes.length));
    haltAt(Moment.WRITTEN);
  }

  private void haltAt(Moment here) {
    if (here == moment) {
      halt.run();
    }
  }
}
