package org.paperclaims.harness.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How a learning rate falls from epoch to epoch. It stays as it is within an epoch. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Schedule.Drops.class, name = "drops"),
  @JsonSubTypes.Type(value = Schedule.Exponential.class, name = "exponential"),
  @JsonSubTypes.Type(value = Schedule.Cosine.class, name = "cosine")
})
public sealed interface Schedule {
  /**
   * Give the rate of an epoch.
   *
   * @param initial the rate of epoch 0
   * @param epoch from 0 on
   */
  double at(double initial, int epoch);

  /**
   * At epoch e the initial rate times the factor of every drop whose epoch is at most e.
   *
   * @param drops in rising order of epochs; none for a rate that stays
   */
  record Drops(List<LearningRate.Drop> drops) implements Schedule {
    public Drops {
      drops = List.copyOf(drops);
    }

    @Override
    public double at(double initial, int epoch) {
      double rate = initial;
      for (LearningRate.Drop drop : drops) {
        if (epoch >= drop.epoch()) {
          rate *= drop.factor();
        }
      }
      return rate;
    }
  }

  /**
   * At epoch e the initial rate times {@code factor^floor(e / every)}, as PyTorch's {@code StepLR}
   * has it; Inception-v4 (Szegedy et al. 2016, 1602.07261, section 4) takes 0.94 every 2 epochs.
   *
   * @param every so many epochs, at least 1
   */
  record Exponential(int every, double factor) implements Schedule {
    public Exponential {
      if (every < 1) {
        throw new IllegalArgumentException(
            "a learning rate decays every 1 or more epochs, found " + every);
      }
    }

    @Override
    public double at(double initial, int epoch) {
      int times = epoch / every;
      // StrictMath, so that every JVM finds the same bits.
      return initial * StrictMath.pow(factor, times);
    }
  }

  /**
   * At epoch e of E the initial rate times {@code (1 + cos(pi e / E)) / 2} (Loshchilov and Hutter
   * 2017, 1608.03983, equation 5, without restarts), as PyTorch's {@code CosineAnnealingLR} has it
   * when it is stepped once an epoch.
   *
   * @param epochs E, at least 1: those of the whole training
   */
  record Cosine(int epochs) implements Schedule {
    public Cosine {
      if (epochs < 1) {
        throw new IllegalArgumentException(
            "a cosine of the learning rate needs 1 or more epochs, found " + epochs);
      }
    }

    @Override
    public double at(double initial, int epoch) {
      return initial * (1 + StrictMath.cos(Math.PI * epoch / epochs)) / 2;
    }
  }
}
