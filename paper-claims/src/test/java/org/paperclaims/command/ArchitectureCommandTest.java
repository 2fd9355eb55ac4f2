package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureCommandTest {
  @Test
  void lists_the_families_without_a_spec() {
    Claims call = run();
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("resnet-56", "wrn-28-10", "inception-v4", "arXiv 1512.03385");
  }

  @Test
  void prints_a_networks_numbers_with_what_is_erased() {
    Claims call = run("resnet-56-b", "--classes", "100", "--erase", "last@100%");
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .containsPattern("parameters +861,620")
        .containsPattern("depth +56")
        .containsPattern("modules treated +27")
        .containsPattern("rectifiers kept +28")
        .containsPattern("rectifiers erased +27");
  }

  @Test
  void prints_json() {
    Claims call = run("googlenet", "--input", "3x32x32", "--classes", "10", "--json");
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("\"architecture\" : \"googlenet\"", "\"parameters\" : 6310314");
  }

  @Test
  void draws(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("drawings").resolve("net.svg");
    assertThat(run("wrn-16-4", "--erase", "last@50%", "--diagram", file.toString()).code())
        .isZero();
    assertThat(Files.readString(file)).startsWith("<svg").contains("wrn-16-4");
  }

  @Test
  void refuses_a_wrong_spec_erasure_and_shape_with_what_is_allowed() {
    Claims call = run("resnet-21");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("6n+2").contains("resnet-20");
    call = run("resnet-20", "--erase", "last@120%");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("last@100%");
    call = run("resnet-20", "--input", "32x32");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("such as 3x32x32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resnet-20 --classes 2000000000",
        "vgg-16 --input 3x9999x9999",
        "wrn-10-9999 --input 9999x9999x9999",
        "nin --input 99999x99999x99999"
      })
  void refuses_a_network_that_is_too_large_for_arrays_in_one_message(String arguments) {
    Claims call = run(arguments.split(" "));
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().findFirst().orElse(""))
        .contains("more than the 2,147,483,647 numbers that an array holds")
        .containsAnyOf("the paper's network reads", "--input");
  }

  @Test
  void does_not_suggest_the_spec_that_it_refuses() {
    Claims call = run("nin", "--input", "3x2x2");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("the paper's network reads 3x32x32").doesNotContain("nearest");
  }

  @Test
  void says_where_a_drawing_cannot_be_written_and_nothing_else(@TempDir Path folder)
      throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "");
    Claims call = run("nin", "--json", "--diagram", taken.resolve("net.svg").toString());
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("--diagram", "cannot be written", "taken");
    assertThat(call.out()).isEmpty();
  }

  @Test
  void draws_svg_and_refuses_a_file_that_promises_something_else(@TempDir Path folder) {
    Path file = folder.resolve("net.png");
    Claims call = run("nin", "--diagram", file.toString());
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("--diagram writes SVG", file.toString(), "ends in .svg");
    assertThat(call.out()).isEmpty();
    assertThat(file).doesNotExist();
  }

  private static Claims run(String... arguments) {
    return Claims.call(
        Stream.concat(Stream.of("architecture"), Stream.of(arguments)).toArray(String[]::new));
  }
}
