package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The page of commands has the options and the exit codes that the parser has, and no others. */
class DocumentedOptionsTest {
  private static final Pattern OPTION = Pattern.compile("`(--[a-z-]+)");
  private static final Pattern COMMAND = Pattern.compile("`([a-z -]+)`");

  private static final Set<String> SUITE =
      CommandLine.Model.CommandSpec.forAnnotatedObject(new SuiteOptions()).optionsMap().keySet();

  private static List<List<String>> rows(String heading) throws IOException {
    String page = Files.readString(Path.of("..", "docs", "commands.md"));
    int start = page.indexOf("## " + heading);
    assertThat(start).as(heading).isPositive();
    int end = page.indexOf("\n## ", start);
    return page.substring(start, end)
        .lines()
        .filter(line -> line.startsWith("|") && !line.startsWith("|---"))
        .map(line -> List.of(line.substring(1).split("\\|")))
        .toList();
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toSet());
  }

  private static CommandLine command(String name) {
    CommandLine command = ClaimsCommand.commandLine();
    for (String word : name.split(" ")) {
      command = command.getSubcommands().get(word);
      assertThat(command).as("the command " + name).isNotNull();
    }
    return command;
  }

  private static Set<String> options(String name) {
    return command(name).getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .flatMap(option -> Stream.of(option.names()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static List<String> commands() {
    return HelpTest.commands().stream().filter(name -> !options(name).isEmpty()).toList();
  }

  @Test
  void every_option_of_a_suite_stands_with_its_property() throws IOException {
    Set<String> documented = new TreeSet<>();
    for (List<String> row : rows("Options")) {
      if (row.get(1).matches(" `(claims|datasets)\\..*")) {
        String option = found(OPTION, row.get(0)).iterator().next();
        documented.add(option);
        assertThat(
                OptionNames.in(
                    "claims " + row.get(1).strip().replace("`", ""),
                    command("run").getCommandSpec()))
            .isEqualTo("claims " + option);
      }
    }
    assertThat(documented).isEqualTo(new TreeSet<>(SUITE));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_option_of_a_command_stands_on_the_page_and_no_other(String name) throws IOException {
    Set<String> documented = new TreeSet<>();
    for (List<String> row : rows("Options")) {
      if (row.size() == 2 && found(COMMAND, row.get(0)).contains(name)) {
        documented.addAll(found(OPTION, row.get(1)));
      }
    }
    Set<String> own = options(name);
    if (own.containsAll(SUITE)) {
      own.removeAll(SUITE);
    }
    assertThat(documented).isEqualTo(own);
  }

  @Test
  void every_exit_code_stands_on_the_page_and_no_other() throws IOException {
    List<String> documented =
        rows("Exit codes").stream().map(row -> row.get(0).strip()).skip(1).toList();
    assertThat(documented)
        .containsExactlyElementsOf(
            ClaimsCommand.commandLine().getCommandSpec().usageMessage().exitCodeList().keySet());
  }

  @Test
  void the_page_has_options() throws IOException {
    assertThat(
            rows("Options").stream()
                .flatMap(List::stream)
                .flatMap(c -> OPTION.matcher(c).results()))
        .extracting(MatchResult::group)
        .hasSizeGreaterThan(25);
  }
}
