package org.paperclaims.harness.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.stats.AnotherEdition.Answer;

class AnotherEditionTest {
  private static final double ALPHA = 0.05;

  private static List<Double> sameAgain(double... means) {
    List<Sample> cases = new ArrayList<>();
    for (double mean : means) {
      cases.add(new Sample(5, mean, 1));
    }
    return new AnotherEdition(cases, ALPHA).sameAgain();
  }

  @Test
  void cases_that_all_gain_much_are_shown_again() {
    assertThat(sameAgain(20, 20.1, 19.8, 20, 20.2)).allMatch(chance -> chance > 0.99);
  }

  @Test
  void a_case_that_was_shown_among_many_that_gain_nothing_was_lucky() {
    List<Double> chances = sameAgain(2.2, 0.1, -0.2, 0, -0.1, 0.2, 0.1, -0.1);
    assertThat(chances.get(0)).isLessThan(0.5);
    assertThat(chances.subList(1, 8)).allMatch(chance -> chance > 0.8);
    assertThat(sameAgain(2.2, 2.3, 2, 2.2, 2.1, 2.2, 2.3, 2.2).get(0)).isGreaterThan(0.8);
  }

  @Test
  void fewer_than_five_cases_tell_nothing() {
    assertThatThrownBy(() -> sameAgain(1, 2, 3, 4)).hasMessageContaining("5 cases");
  }

  @Test
  void an_edition_that_repeats_the_seeds_and_finds_less_makes_the_answer_less_sure() {
    List<List<double[]>> alike = new ArrayList<>();
    List<List<double[]>> less = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      double[] first = {1, 2, 1.5, 2.5, 1.2 + 0.1 * i};
      alike.add(List.of(first, new double[] {1.1, 1.9, 1.6, 2.4, 1.3}));
      less.add(List.of(first, new double[] {0.4, -0.3, 0.2, -0.2, 0.1}));
    }
    double sure = AnotherEdition.ofSeveral(alike, ALPHA).sameAgain().get(0);
    double unsure = AnotherEdition.ofSeveral(less, ALPHA).sameAgain().get(0);
    assertThat(sure).isGreaterThan(0.9);
    assertThat(unsure).isLessThan(0.8);
  }

  /** The fast version of the table of editions in docs/statistics.md. */
  @Test
  void the_chance_said_comes_out_and_beats_the_base_rate() {
    Random random = new Random(11);
    double said = 0;
    double seen = 0;
    double brier = 0;
    int cases = 8;
    int claims = 60;
    for (int claim = 0; claim < claims; claim++) {
      List<Sample> first = new ArrayList<>();
      List<Sample> next = new ArrayList<>();
      for (int i = 0; i < cases; i++) {
        double gain = 1 + random.nextGaussian();
        first.add(edition(gain, random));
        next.add(edition(gain, random));
      }
      List<Double> chances = new AnotherEdition(first, ALPHA).sameAgain();
      List<Answer> now = AnotherEdition.answers(first, ALPHA);
      List<Answer> then = AnotherEdition.answers(next, ALPHA);
      for (int i = 0; i < cases; i++) {
        double again = then.get(i) == now.get(i) ? 1 : 0;
        said += chances.get(i);
        seen += again;
        brier += Math.pow(chances.get(i) - again, 2);
      }
    }
    int all = claims * cases;
    assertThat(said / all).isCloseTo(seen / all, within(0.06));
    assertThat(brier / all).isLessThan(seen / all * (1 - seen / all));
  }

  private static Sample edition(double gain, Random random) {
    double[] gains = new double[5];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = gain + random.nextGaussian();
    }
    return Sample.of(gains);
  }
}
