package org.paperclaims.harness.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProgramTest {
  @Test
  void a_program_says_what_it_knows() {
    assertThat(Program.output("sh", "-c", "echo ' one'; echo two >&2")).hasValue("one");
  }

  @Test
  void a_program_that_fails_or_is_not_there_says_nothing() {
    assertThat(Program.output("sh", "-c", "echo one; exit 3")).isEmpty();
    assertThat(Program.output("no-such-program-anywhere")).isEmpty();
    assertThatThrownBy(() -> Program.output(1, "no-such-program-anywhere"))
        .isInstanceOf(IOException.class);
  }

  /** As nvidia-smi does where a GPU has fallen off the bus. */
  @Test
  void a_program_that_hangs_with_its_output_open_is_not_waited_for() throws IOException {
    assertThat(Program.output(1, "sh", "-c", "echo one; exec sleep 600")).isEmpty();
  }
}
