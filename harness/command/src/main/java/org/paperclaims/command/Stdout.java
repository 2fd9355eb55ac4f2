package org.paperclaims.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The process's stdout, and whether it took what was written to it: a {@link PrintStream} keeps
 * that to itself, and a full disk would look like success.
 */
final class Stdout extends FilterOutputStream {
  private @Nullable IOException failure;

  private Stdout(OutputStream out) {
    super(out);
  }

  /** Put it in the place of {@code System.out}. */
  static Stdout watched() {
    Stdout stdout = new Stdout(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
    System.setOut(new PrintStream(stdout, true, charset()));
    return stdout;
  }

  /** Give the encoding that the JVM chose for stdout; the property's name changed with JDK 19. */
  private static Charset charset() {
    return Charset.forName(
        System.getProperty(
            "stdout.encoding",
            System.getProperty("sun.stdout.encoding", Charset.defaultCharset().name())));
  }

  /**
   * Say that something was lost, if it was, and give the exit code: a success is none then. A pipe
   * whose reader has seen enough is no loss.
   */
  synchronized int exitCode(int code, PrintStream errors) {
    if (failure == null || "Broken pipe".equals(failure.getMessage())) {
      return code;
    }
    errors.println("claims: stdout could not be written: " + failure.getMessage());
    return code == 0 ? ClaimsCommand.OUTPUT_LOST : code;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    watch(() -> out.write(b));
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    watch(() -> out.write(bytes, offset, length));
  }

  @Override
  public synchronized void flush() throws IOException {
    watch(out::flush);
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void watch(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }
}
