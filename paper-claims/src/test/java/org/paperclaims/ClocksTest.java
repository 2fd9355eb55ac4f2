package org.paperclaims;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A clock may jump by hours, and nothing that is decided may hang on it. */
class ClocksTest {
  private static final JavaClasses HARNESS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.paperclaims.harness", "org.paperclaims.datasets");

  /** These write time stamps for people, and read none; so do the ledger's rows. */
  private static final Set<String> STAMPS = Set.of("RunFolder", "Quarantine");

  @Test
  void only_time_stamps_for_people_come_from_the_wall_clock() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "write no time stamps",
                c ->
                    !STAMPS.contains(c.getSimpleName()) && !c.getSimpleName().startsWith("Ledger")))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe("asks the wall clock", ClocksTest::asksTheWallClock))
        .check(HARNESS);
  }

  private static boolean asksTheWallClock(JavaMethodCall call) {
    String owner = call.getTargetOwner().getName();
    String method = call.getTarget().getName();
    return method.equals("currentTimeMillis")
        || owner.equals(Clock.class.getName())
        || (owner.startsWith("java.time.") && method.equals("now"));
  }
}
