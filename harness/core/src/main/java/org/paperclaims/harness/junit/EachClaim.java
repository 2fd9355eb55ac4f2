package org.paperclaims.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class of {@link ClaimTest} methods that JUnit shows as a container for each claim, named
 * by its paper and its id, with the claim's cases inside. All runs still go into one queue.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(EachClaimExtension.class)
public @interface EachClaim {}
