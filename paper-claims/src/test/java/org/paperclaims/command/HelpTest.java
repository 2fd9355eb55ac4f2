package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
  @TempDir private static Path scripts = Path.of("");
  private static Path script = Path.of("not", "there", "yet");

  /** Commands that picocli brings along. */
  private static final List<String> FOREIGN = List.of("help", "generate-completion");

  static List<String> commands() {
    List<String> names = new ArrayList<>();
    collect("", ClaimsCommand.commandLine(), names);
    return names;
  }

  private static void collect(String before, CommandLine command, List<String> names) {
    command
        .getSubcommands()
        .forEach(
            (name, child) -> {
              if (!FOREIGN.contains(name)) {
                names.add((before + " " + name).strip());
                collect(before + " " + name, child, names);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_explains_itself_with_examples_that_its_parser_takes(String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add("--help");
    Claims call = Claims.call(arguments.toArray(String[]::new));
    assertThat(call.code()).isZero();
    assertThat(call.out()).containsPattern("Examples?:");
    Matcher examples = Pattern.compile("(?m)^  claims (.+)$").matcher(call.out());
    int count = 0;
    while (examples.find()) {
      count++;
      assertThat(examples.group(1)).startsWith(command);
      String[] words = examples.group(1).replace("'", "").split(" +");
      ClaimsCommand.commandLine().parseArgs(words);
    }
    assertThat(count).isPositive();
  }

  @Test
  void the_help_lists_every_command_and_every_exit_code() {
    Claims call = Claims.call("--help");
    assertThat(call.out())
        .contains(
            "list",
            "show",
            "plan",
            "run",
            "report",
            "repeat",
            "export",
            "compare",
            "merge",
            "doctor",
            "architecture",
            "dataset",
            "history")
        .contains("Exit codes:")
        .containsPattern("(?m)^ *0 .*\\n(.*\\n)* *1 .*\\n(.*\\n)* *2 .*\\n(.*\\n)* *3 ");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void every_command_is_listed_with_a_whole_sentence(String command) {
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    String name = words.remove(words.size() - 1);
    words.add("--help");
    String list = Claims.call(words.toArray(String[]::new)).out();
    // A command's lines start in the second column, and those that go on start further right.
    Matcher entry =
        Pattern.compile("(?m)^  " + name + " +(\\S.*(?:\\R {5,}\\S.*)*)$").matcher(list);
    assertThat(entry.find()).isTrue();
    assertThat(entry.group(1)).endsWith(".");
  }

  @Test
  void a_completion_script_for_the_shell_is_generated() {
    Claims call = Claims.call("generate-completion");
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("complete -F", "--tier", "history");
  }

  /** Asks the shell itself, in the words in which a person who presses the tabulator asks it. */
  @ParameterizedTest
  @CsvSource({
    "run --tier|, smoke reduced short full",
    "run --tier|r, reduced",
    "run --mode|, train load",
    "report --color|, auto always never",
    "plan --engine|, dl4j torch",
    "plan --emit|, slurm kubernetes github-matrix",
    "plan --include|last-r, last-relu-lowers-error",
    "show|last-r, last-relu-lowers-error",
    "history|test_e, test_error",
    "dataset show|cif, cifar10 cifar100",
    "architecture|wrn, wrn-28-10",
    "export --format|t, torchscript"
  })
  void the_shell_completes_values(String line, String values) throws Exception {
    List<String> words = new ArrayList<>(List.of("claims"));
    words.addAll(List.of(line.substring(0, line.indexOf('|')).split(" ")));
    words.add(line.substring(line.indexOf('|') + 1));
    String asked = words.stream().map(w -> "'" + w + "'").collect(Collectors.joining(" "));
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source \"$0\"; COMP_WORDS=(%s); COMP_CWORD=%d; _complete_claims; echo ${COMPREPLY[@]}"
                    .formatted(asked, words.size() - 1),
                completion().toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said.strip().split("\\s+")).contains(values.split(" "));
    assertThat(said).doesNotContain("--", "bin");
  }

  private static synchronized Path completion() throws IOException {
    if (!Files.exists(script)) {
      script =
          Files.writeString(scripts.resolve("claims"), Claims.call("generate-completion").out());
    }
    return script;
  }
}
