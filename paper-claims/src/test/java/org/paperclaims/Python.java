package org.paperclaims;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The Python of this machine, by which tests compare; the environment's {@code PYTHON} names
 * another.
 */
public final class Python {
  private static final String PYTHON =
      Optional.ofNullable(System.getenv("PYTHON")).orElse("python3");

  private Python() {}

  /** Say what is missing, for a test that is skipped. */
  public static String without(String modules) {
    return "skipped: " + PYTHON + " has no " + modules;
  }

  /** Tell whether it is there and has all of these modules, comma-separated. */
  public static boolean has(String modules) {
    return run("-c", "import " + modules).isPresent();
  }

  /** Run it; give what it printed, or nothing if it failed or did not end in 30 minutes. */
  public static Optional<String> run(String... words) {
    try {
      Process process =
          new ProcessBuilder(Stream.concat(Stream.of(PYTHON), List.of(words).stream()).toList())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      CompletableFuture<byte[]> said =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return process.getInputStream().readAllBytes();
                } catch (IOException e) {
                  return new byte[0];
                }
              });
      if (!process.waitFor(30, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      return process.exitValue() == 0
          ? Optional.of(new String(said.get(1, TimeUnit.MINUTES), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException | ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
