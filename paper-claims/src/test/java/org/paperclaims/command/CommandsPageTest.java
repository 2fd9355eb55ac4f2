package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/commands.md are made from the commands. With {@code -Dcommands.write=true} in
 * {@code test.jvm.args}, this writes them; CONTRIBUTING.md has the whole command.
 */
class CommandsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "commands.md");

  @Test
  void the_page_has_the_commands_and_options_that_there_are() throws IOException {
    String page = Files.readString(PAGE);
    String written = CommandsPage.written(page);
    if (Boolean.getBoolean("commands.write")) {
      Files.writeString(PAGE, written);
      page = written;
    }
    assertThat(page).as("this test writes the page when it is asked to").isEqualTo(written);
    assertThat(page)
        .as("commands, an option with its property, a command's own option, and a code")
        .contains(
            "| `export FINGERPRINT` |",
            "| `--report-dir DIR` | `claims.report` |",
            "| `audit` | `--seed S` |",
            "| 74 | ");
  }

  @Test
  void every_option_of_a_suite_stands_for_a_property() {
    assertThat(SuiteOptions.names())
        .isNotEmpty()
        .allSatisfy(
            option ->
                assertThat(
                        OptionNames.in(
                            OptionNames.property(option),
                            ClaimsCommand.commandLine()
                                .getSubcommands()
                                .get("run")
                                .getCommandSpec()))
                    .isEqualTo(option));
  }
}
