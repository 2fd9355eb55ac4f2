package org.paperclaims.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Specs of architectures and erasures from somebody who means harm. */
class HostileSpecsTest {
  private static final List<String> WORDS =
      List.of(
          "",
          "0",
          "1",
          "2",
          "20",
          "56",
          "110",
          "99999",
          "100000",
          "2147483648",
          "-1",
          "1.5",
          "a",
          "b",
          "bc",
          "bn",
          "w0",
          "w1",
          "w16",
          "w99999",
          "w999999",
          "dropout0.3",
          "dropout1",
          "dropout0",
          "dropout9999999",
          "dropout.5",
          "8x64d",
          "0x0d",
          "99999x99999d",
          "prelu",
          "lrelu0.1",
          "rrelu",
          "elu",
          "\u0000",
          "\uD800",
          "é",
          "ﬁ",
          "٣",
          " ",
          "\n",
          "../..",
          "x".repeat(100));

  /** A family's head, or nearly, and a few words. */
  @Provide
  static Arbitrary<String> specs() {
    Arbitrary<String> head =
        Arbitraries.of(Architectures.families()).map(Family::head).edgeCases(e -> e.none());
    Arbitrary<String> word =
        Arbitraries.oneOf(Arbitraries.of(WORDS), Arbitraries.strings().ofMaxLength(5));
    return Combinators.combine(head, word.list().ofMaxSize(5))
        .as((h, words) -> words.isEmpty() ? h : h + "-" + String.join("-", words));
  }

  @Property
  void a_spec_is_read_or_refused_with_a_valid_one(@ForAll("specs") String spec) {
    try {
      Architecture read = Architectures.parse(spec);
      assertThat(Architectures.parse(read.spec()).spec()).isEqualTo(read.spec());
    } catch (ArchitectureException e) {
      assertThat(Architectures.parse(e.nearest()).spec()).isEqualTo(e.nearest());
    }
  }

  @Property
  void any_text_at_all_is_read_or_refused_with_a_valid_one(@ForAll String spec) {
    try {
      Architectures.parse(spec);
    } catch (ArchitectureException e) {
      assertThat(Architectures.parse(e.nearest()).spec()).isEqualTo(e.nearest());
    }
  }

  @Provide
  static Arbitrary<String> erasures() {
    Arbitrary<String> part =
        Arbitraries.of(
            "none",
            "first",
            "last",
            "all",
            "1",
            "0",
            "9999",
            "10000",
            "99999999999",
            "-1",
            "@",
            "@@",
            "%",
            "%%",
            ":",
            "50",
            "100",
            "101",
            "1e2",
            "1.5",
            "even",
            "input",
            "output",
            " ",
            "\n",
            "\u0000",
            "٣",
            "L",
            "LAST",
            "");
    return Arbitraries.oneOf(
        part.list().ofMaxSize(7).map(parts -> String.join("", parts)), Arbitraries.strings());
  }

  @Property
  void an_erasure_is_read_or_refused_with_a_valid_one(@ForAll("erasures") String text) {
    try {
      Erasure read = Erasure.parse(text);
      assertThat(Erasure.parse(read.toString())).isEqualTo(read);
    } catch (ErasureException e) {
      assertThat(Erasure.parse(e.nearest()).toString()).isEqualTo(e.nearest());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"resnet-%s", "x%s", "resnet-20-w%s", "dropout%s", "wrn-28-10-dropout0.%s"})
  @Timeout(60)
  void a_spec_of_a_megabyte_is_refused(String form) {
    assertThatThrownBy(() -> Architectures.parse(form.formatted("9".repeat(1 << 20))))
        .isInstanceOf(ArchitectureException.class);
  }

  /** Found by the property above. */
  @ParameterizedTest
  @ValueSource(strings = {"firstnonenoneeveninput", "last@50%:inputoutput"})
  void an_erasure_that_names_two_selections_is_refused(String text) {
    assertThatThrownBy(() -> Erasure.parse(text)).isInstanceOf(ErasureException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "last@%s", "last@%s%%", "%s@100%%", "last@50%%:%s", " %slast@50%%"})
  @Timeout(60)
  void an_erasure_of_a_megabyte_is_refused(String form) {
    for (String filling : List.of("9", " ", "a", "@")) {
      assertThatThrownBy(() -> Erasure.parse(form.formatted(filling.repeat(1 << 20))))
          .isInstanceOf(ErasureException.class);
    }
  }
}
