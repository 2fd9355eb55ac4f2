package org.paperclaims.architectures.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.ErasureException;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;

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
          "k99999",
          "k3.3.3.3.3.3.3.3.3.3",
          "k...",
          "s4",
          "n0",
          "n99999",
          "scale0.0000001",
          "fcdropout",
          "nosikp",
          "rrelu3..8",
          "rrelu8..3",
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

  private static final List<String> PARTS =
      List.of(
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

  /** Draw a family's head and a few words. */
  private static String spec(Draw draw) {
    String head = draw.of(Architectures.families()).head();
    List<String> words = draw.list(0, 5, () -> draw.flip() ? draw.of(WORDS) : draw.text(5));
    return words.isEmpty() ? head : head + "-" + String.join("-", words);
  }

  private static String erasure(Draw draw) {
    return draw.flip() ? String.join("", draw.list(0, 7, () -> draw.of(PARTS))) : draw.text(100);
  }

  @Test
  void a_spec_is_read_or_refused_with_a_valid_one() {
    Property.holds(
        1000,
        draw -> {
          try {
            Architecture read = Architectures.parse(spec(draw));
            assertThat(Architectures.parse(read.spec()).spec()).isEqualTo(read.spec());
          } catch (ArchitectureException e) {
            assertThat(Architectures.parse(e.nearest()).spec()).isEqualTo(e.nearest());
          }
        });
  }

  @Test
  void any_text_at_all_is_read_or_refused_with_a_valid_one() {
    Property.holds(
        1000,
        draw -> {
          try {
            Architectures.parse(draw.text(100));
          } catch (ArchitectureException e) {
            assertThat(Architectures.parse(e.nearest()).spec()).isEqualTo(e.nearest());
          }
        });
  }

  @Test
  void an_erasure_is_read_or_refused_with_a_valid_one() {
    Property.holds(
        1000,
        draw -> {
          try {
            Erasure read = Erasure.parse(erasure(draw));
            assertThat(Erasure.parse(read.toString())).isEqualTo(read);
          } catch (ErasureException e) {
            assertThat(Erasure.parse(e.nearest()).toString()).isEqualTo(e.nearest());
          }
        });
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
