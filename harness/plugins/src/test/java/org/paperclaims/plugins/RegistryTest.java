package org.paperclaims.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {
  private final List<String> problems = new ArrayList<>();

  /** Brings a name; each test's lambda has a class of its own. */
  private interface Provider {
    String brings();
  }

  private Registry<String> registry(Provider... providers) {
    return Registry.of(
        "shape",
        List.of("circle", "square"),
        Function.identity(),
        List.of(providers),
        Provider::brings,
        problems::add);
  }

  @Test
  void what_plug_ins_bring_stands_behind_what_is_there() {
    Registry<String> shapes = registry(() -> "triangle", () -> "star-5");

    assertThat(shapes.names()).containsExactly("circle", "square", "triangle", "star-5");
    assertThat(shapes.named("star-5")).contains("star-5");
    assertThat(shapes.named("hexagon")).isEmpty();
    assertThat(problems).isEmpty();
    assertThat(Plugins.found())
        .filteredOn(plugin -> plugin.kind().equals("shape"))
        .extracting(Plugin::name)
        .contains("triangle", "star-5");
  }

  @Test
  void a_name_that_two_plug_ins_claim_is_nobodys() {
    Registry<String> shapes = registry(() -> "star", () -> "triangle", () -> "star");

    assertThat(shapes.names()).containsExactly("circle", "square", "triangle");
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("'star' is the name of a shape of org.paperclaims.plugins.RegistryTest")
        .contains(" and org.paperclaims.plugins.RegistryTest")
        .endsWith("so neither is taken; leave one out");
    assertThat(shapes.refused()).isEqualTo(Map.of("star", problems.get(0)));
  }

  @Test
  void a_plug_in_cannot_take_a_name_that_is_there() {
    Registry<String> shapes = registry(() -> "circle");

    assertThat(shapes.names()).containsExactly("circle", "square");
    assertThat(shapes.refused()).isEmpty();
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("the shape 'circle' of ")
        .endsWith("is left out: this project has one of that name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Star", "5-star", "a star", "star\u001b[31m", "stär"})
  void a_name_that_no_record_can_use_is_left_out(String name) {
    assertThat(registry(() -> name).names()).containsExactly("circle", "square");
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("allowed are small letters, digits, dots, dashes and underlines, a letter first")
        .doesNotContain("\u001b");
  }

  @Test
  void a_plug_in_that_throws_costs_one_line() {
    Registry<String> shapes =
        registry(
            () -> {
              throw new IllegalStateException("no more ink\nat all");
            },
            () -> {
              throw new NoSuchMethodError("draw");
            },
            () -> "triangle");

    assertThat(shapes.names()).containsExactly("circle", "square", "triangle");
    assertThat(problems)
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).doesNotContain("\n").contains("is left out: it threw"))
        .anySatisfy(line -> assertThat(line).endsWith("IllegalStateException: no more ink"))
        .anySatisfy(line -> assertThat(line).endsWith("NoSuchMethodError: draw"));
  }
}
