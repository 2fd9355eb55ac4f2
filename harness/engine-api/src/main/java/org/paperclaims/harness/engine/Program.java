package org.paperclaims.harness.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apiguardian.api.API;

/** Other programs of the machine, asked for what they know, and not waited for without end. */
@API(status = API.Status.INTERNAL)
public final class Program {
  private static final int USUAL_SECONDS = 10;

  private Program() {}

  /** Run a command; give what it says, or nothing if it fails, hangs or is not there. */
  public static Optional<String> output(String... command) {
    try {
      return output(USUAL_SECONDS, command);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Run a command; give what it says, or nothing if it fails, or says nothing for too long.
   *
   * @param seconds to wait for its end; then it is killed
   * @throws IOException if there is no such program
   */
  public static Optional<String> output(int seconds, String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command)).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      process.getOutputStream().close();
      // It is read meanwhile: a program that waits for a driver holds its output open.
      InputStream said = process.getInputStream();
      CompletableFuture<String> text = CompletableFuture.supplyAsync(() -> read(said));
      return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0
          ? Optional.of(text.join().strip())
          : Optional.empty();
    } catch (CompletionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(InputStream said) {
    try {
      return new String(said.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
