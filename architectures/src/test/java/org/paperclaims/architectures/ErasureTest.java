package org.paperclaims.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErasureTest {
  private static final Network NETWORK =
      Architectures.build("resnet-38-w4", new Shape(3, 8, 8), 10);

  @Property
  void is_read_back_as_it_was_written(@ForAll("erasures") Erasure erasure) {
    assertThat(Erasure.parse(erasure.toString())).isEqualTo(erasure);
  }

  @Property
  void changes_no_parameter_no_shape_and_no_other_rectifier(@ForAll("erasures") Erasure erasure) {
    Network treated = erasure.applyTo(NETWORK);
    assertThat(treated.parameters()).isEqualTo(NETWORK.parameters());
    Set<String> allowed =
        NETWORK.modules().stream()
            .flatMap(m -> erasure.location().of(m).stream())
            .collect(Collectors.toSet());
    for (int i = 0; i < NETWORK.nodes().size(); i++) {
      Node before = NETWORK.nodes().get(i);
      Node after = treated.nodes().get(i);
      assertThat(treated.shape(after.name())).isEqualTo(NETWORK.shape(before.name()));
      if (!after.equals(before)) {
        assertThat(after).isEqualTo(((Node.Rectifier) before).erase());
        assertThat(allowed).contains(after.name());
      }
    }
  }

  @Property
  void the_erased_set_grows_with_the_proportion(
      @ForAll Selection selection,
      @ForAll @IntRange(max = 100) int less,
      @ForAll @IntRange(max = 100) int more,
      @ForAll @IntRange(max = 400) int modules) {
    int small = Math.min(less, more);
    int large = Math.max(less, more);
    List<Integer> chosen = selection.choose(modules, small);
    assertThat(selection.choose(modules, large)).containsAll(chosen);
    assertThat(chosen).doesNotHaveDuplicates().hasSize(modules * small / 100);
  }

  @Property
  void even_selection_is_the_papers_rule_at_quarters(
      @ForAll @IntRange(max = 4) int quarters, @ForAll @IntRange(max = 400) int modules) {
    int percent = 25 * quarters;
    List<Integer> byRule =
        IntStream.range(0, modules)
            .filter(i -> (i + 1) * percent / 100 > i * percent / 100)
            .boxed()
            .toList();
    assertThat(Selection.EVEN.choose(modules, percent)).containsExactlyInAnyOrderElementsOf(byRule);
  }

  @Test
  void last_erases_the_rectifier_after_the_addition_and_first_the_inner_one() {
    assertThat(erased("last@100%")).hasSize(18).allMatch(name -> name.endsWith(".rectifier2"));
    assertThat(erased("first@100%")).hasSize(18).allMatch(name -> name.endsWith(".rectifier1"));
    assertThat(erased("2@100%")).isEqualTo(erased("last@100%"));
    assertThat(erased("all@100%")).hasSize(36).doesNotContain("stem.rectifier");
    assertThat(erased("last@12%:input"))
        .containsExactlyInAnyOrder("stage1.module1.rectifier2", "stage1.module2.rectifier2");
    assertThat(erased("last@12%:output"))
        .containsExactlyInAnyOrder("stage3.module5.rectifier2", "stage3.module6.rectifier2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "none@50%", "last@0%", "first@0%:input", "all@0%"})
  void none_and_0_percent_are_the_identity(String erasure) {
    assertThat(Erasure.parse(erasure).applyTo(NETWORK)).isSameAs(NETWORK);
  }

  @ParameterizedTest
  @CsvSource({
    "last@120%, last@100%",
    "last@-5%, last@0%",
    "last@100, last@100%",
    "last, last@100%",
    "lsat@50%, last@50%",
    "0@50%, last@50%",
    "Last@50%, last@50%",
    "first@50%:middle, first@50%",
    "first@50%:inptu, first@50%",
    "None, none",
    "'', last@100%",
  })
  void refuses_a_wrong_erasure_with_the_nearest_valid_one(String wrong, String nearest) {
    assertThatThrownBy(() -> Erasure.parse(wrong))
        .isInstanceOfSatisfying(
            ErasureException.class, e -> assertThat(e.nearest()).isEqualTo(nearest));
  }

  @Test
  void refuses_a_position_that_no_module_has() {
    assertThatThrownBy(() -> Erasure.parse("3@100%").applyTo(NETWORK))
        .isInstanceOf(ErasureException.class)
        .hasMessageContaining("the longest has 2")
        .hasMessageContaining("2@100%");
  }

  @Provide
  static Arbitrary<Erasure> erasures() {
    Arbitrary<Location> locations =
        Arbitraries.of(
            new Location.First(),
            new Location.Last(),
            new Location.Index(1),
            new Location.Index(2),
            new Location.All(),
            new Location.None());
    return Combinators.combine(
            locations, Arbitraries.integers().between(0, 100), Arbitraries.of(Selection.values()))
        .as(Erasure::new);
  }

  private static Set<String> erased(String erasure) {
    return Erasure.parse(erasure).applyTo(NETWORK).rectifiers().stream()
        .filter(Node.Rectifier::erased)
        .map(Node.Rectifier::name)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
