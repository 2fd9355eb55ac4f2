package org.paperclaims.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a method that is run once for every case of the claims it names, with a {@link ClaimCheck}
 * as its parameter:
 *
 * <pre>
 * &#64;ClaimTest(catalogue = "eraserelu.yaml")
 * void holds(ClaimCheck check) {
 *   check.verify();
 * }
 * </pre>
 *
 * <p>REPRODUCED passes, REFUTED fails, INCONCLUSIVE and NOT_ATTEMPTED are skipped with their
 * reason, INVALID is an error. Where a record declares a known deviation, that verdict passes and
 * another decided one fails; an INCONCLUSIVE one is skipped, expected or not, and fails where the
 * suite is strict. A catalogue or an id that does not exist fails the tests.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(ClaimTestExtension.class)
public @interface ClaimTest {
  /** Stands for every catalogue: those on the class path and those of {@code claims.catalogues}. */
  String ALL = "*";

  /** Names claims by id; empty for every claim of the catalogue. */
  String[] value() default {};

  /** Names the catalogue by its file name, or is {@link #ALL}. */
  String catalogue() default ALL;
}
