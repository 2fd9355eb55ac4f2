package org.paperclaims.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver of a machine that is made up of two files. */
class NvidiaDriverTest {
  @TempDir private Path machine = Path.of("");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                                                              | false | none",
        "                                                                              | true  | unknown, open",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19        | true  | 535.104.05, open",
        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release   | true  | 580.65.06, open",
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.65.06  Sat                | false | 580.65.06, shut",
        "something else                                                                | true  | unknown, open"
      })
  void is_found_by_its_version_or_its_device(@Nullable String version, boolean device, String found)
      throws IOException {
    if (version != null) {
      Path file = machine.resolve("proc/driver/nvidia/version");
      Files.createDirectories(file.getParent());
      Files.writeString(file, version);
    }
    if (device) {
      Files.createDirectories(machine.resolve("dev"));
      Files.createFile(machine.resolve("dev/nvidiactl"));
    }
    assertThat(
            NvidiaDriver.in(machine)
                .map(driver -> driver.version() + (driver.open() ? ", open" : ", shut"))
                .orElse("none"))
        .isEqualTo(found);
  }
}
