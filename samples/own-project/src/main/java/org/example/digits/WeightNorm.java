package org.example.digits;

import java.util.OptionalDouble;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.measure.Heading;
import org.paperclaims.harness.measure.ModelMetric;
import org.paperclaims.harness.measure.TrainedNetwork;
import org.paperclaims.harness.measure.Unit;

/** The root of the mean square of all weights, after training. */
public final class WeightNorm implements ModelMetric {
  @Override
  public Heading heading() {
    return Heading.lower("weight_norm", "Root mean square of the weights", Unit.RATIO);
  }

  @Override
  public OptionalDouble measure(TrainedNetwork net) {
    double squares = 0;
    long count = 0;
    for (Parameter parameter : net.network().trainable()) {
      if (parameter.role() == Parameter.Role.WEIGHT) {
        for (float weight : net.model().tensor(parameter.name()).data()) {
          squares += (double) weight * weight;
          count++;
        }
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(squares / count));
  }
}
