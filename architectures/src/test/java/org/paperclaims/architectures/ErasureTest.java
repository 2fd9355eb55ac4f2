package org.paperclaims.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;

class ErasureTest {
  private static final Network NETWORK =
      Architectures.build("resnet-38-w4", new Shape(3, 8, 8), 10);

  /** The tiny member of every family, with each kind of rectifier. */
  private static final List<Network> NETWORKS =
      Architectures.families().stream().flatMap(ErasureTest::tiny).toList();

  private static Stream<Network> tiny(Family family) {
    return Stream.of(
            new RectifierKind.Relu(),
            new RectifierKind.LeakyRelu(0.01),
            new RectifierKind.PRelu(0.25),
            new RectifierKind.RRelu(0.125, 0.3),
            new RectifierKind.Identity())
        .map(
            kind ->
                family.tiny(3).mapRectifiers(r -> new Node.Rectifier(r.name(), r.input(), kind)));
  }

  @Test
  void is_read_back_as_it_was_written() {
    Property.holds(
        1000,
        draw -> {
          Erasure erasure = erasure(draw);
          assertThat(Erasure.parse(erasure.toString())).isEqualTo(erasure);
          Location position = new Location.Index(draw.between(1, 9999));
          Erasure there = new Erasure(position, erasure.percent(), erasure.selection());
          assertThat(Erasure.parse(there.toString())).isEqualTo(there);
        });
  }

  @Test
  void changes_no_parameter_no_shape_and_no_other_rectifier() {
    Property.holds(1000, draw -> changesItsRectifiersAlone(draw.of(NETWORKS), erasure(draw)));
  }

  private static void changesItsRectifiersAlone(Network network, Erasure erasure) {
    Network treated = erasure.applyTo(network);
    assertThat(treated.parameters()).isEqualTo(network.parameters());
    assertThat(treated.modules()).isEqualTo(network.modules());
    List<Integer> chosen = erasure.selection().choose(network.modules().size(), erasure.percent());
    Set<String> meant =
        chosen.stream()
            .flatMap(m -> erasure.location().of(network.modules().get(m)).stream())
            .collect(Collectors.toSet());
    for (int i = 0; i < network.nodes().size(); i++) {
      Node before = network.nodes().get(i);
      Node after = treated.nodes().get(i);
      assertThat(treated.shape(after.name())).isEqualTo(network.shape(before.name()));
      assertThat(after)
          .isEqualTo(meant.contains(before.name()) ? ((Node.Rectifier) before).erase() : before);
    }
  }

  @Test
  void erases_more_and_the_same_at_a_larger_proportion() {
    Property.holds(
        1000,
        draw -> {
          Network network = draw.of(NETWORKS);
          Erasure more = erasure(draw);
          int percent = draw.between(0, more.percent());
          Erasure less = new Erasure(more.location(), percent, more.selection());
          assertThat(erased(network, more)).containsAll(erased(network, less));
        });
  }

  @Test
  void nothing_is_the_identity() {
    Property.holds(
        1000,
        draw -> {
          Network network = draw.of(NETWORKS);
          Erasure erasure = erasure(draw);
          Erasure nothing = new Erasure(erasure.location(), 0, erasure.selection());
          assertThat(nothing.applyTo(network)).isSameAs(network);
          assertThat(Erasure.none().applyTo(network)).isSameAs(network);
        });
  }

  @Test
  void erasing_again_changes_nothing() {
    Property.holds(
        1000,
        draw -> {
          Erasure erasure = erasure(draw);
          Network once = erasure.applyTo(draw.of(NETWORKS));
          assertThat(erasure.applyTo(once).nodes()).isEqualTo(once.nodes());
        });
  }

  @Test
  void the_erased_set_grows_with_the_proportion() {
    Property.holds(
        1000,
        draw -> {
          Selection selection = draw.of(Selection.values());
          int modules = draw.between(0, 400);
          int more = draw.between(0, 100);
          int less = draw.between(0, more);
          List<Integer> chosen = selection.choose(modules, less);
          assertThat(selection.choose(modules, more)).containsAll(chosen);
          assertThat(chosen).doesNotHaveDuplicates().hasSize(modules * less / 100);
        });
  }

  @Test
  void even_selection_is_the_papers_rule_at_quarters() {
    Property.holds(
        1000,
        draw -> {
          int percent = 25 * draw.between(0, 4);
          int modules = draw.between(0, 400);
          List<Integer> byRule =
              IntStream.range(0, modules)
                  .filter(i -> (i + 1) * percent / 100 > i * percent / 100)
                  .boxed()
                  .toList();
          assertThat(Selection.EVEN.choose(modules, percent))
              .containsExactlyInAnyOrderElementsOf(byRule);
        });
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

  private static Erasure erasure(Draw draw) {
    Location location =
        draw.of(
            new Location.First(),
            new Location.Last(),
            new Location.Index(1),
            new Location.All(),
            new Location.None());
    return new Erasure(location, draw.between(0, 100), draw.of(Selection.values()));
  }

  private static Set<String> erased(String erasure) {
    return erased(NETWORK, Erasure.parse(erasure));
  }

  private static Set<String> erased(Network network, Erasure erasure) {
    return erasure.applyTo(network).rectifiers().stream()
        .filter(Node.Rectifier::erased)
        .map(Node.Rectifier::name)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
