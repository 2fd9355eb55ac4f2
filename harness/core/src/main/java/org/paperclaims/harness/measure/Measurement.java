package org.paperclaims.harness.measure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method that measures a trained network, so that a record can name it as its metric:
 *
 * <pre>
 * public final class Sparsity {
 *   &#64;Measurement(label = "Share of small weights", unit = Unit.RATIO, better = Direction.HIGHER)
 *   public static double ofWeights(TrainedNetwork net) { ... }
 * }
 * </pre>
 *
 * <p>The record says {@code metric: java(org.example.Sparsity#ofWeights)}. The method is public,
 * static, takes a {@link TrainedNetwork} and returns a {@code double}; not a number means that
 * there is nothing to measure. It is called once for each run that a claim asks about, and its
 * number is recorded with the run. It must depend on nothing but its argument: a run of other code
 * is not measured again.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Measurement {
  /** Names it for people, such as {@code Share of small weights}. */
  String label();

  /** Gives the unit of its numbers. */
  Unit unit();

  /** Says which numbers are usually wanted; a record declares its own. */
  Direction better();
}
