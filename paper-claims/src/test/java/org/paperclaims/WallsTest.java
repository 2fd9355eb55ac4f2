package org.paperclaims;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the walls between the modules that the blueprint draws. */
class WallsTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.paperclaims");

  private static final List<String> MODULES =
      List.of(
          "org.paperclaims.plugins",
          "org.paperclaims.architectures",
          "org.paperclaims.datasets",
          "org.paperclaims.harness.engine",
          "org.paperclaims.harness.engine.plan",
          "org.paperclaims.harness.engine.plan.dnnl",
          "org.paperclaims.harness.engine.dl4j",
          "org.paperclaims.harness.engine.torch",
          "org.paperclaims.harness.engine.torch.natives",
          "org.paperclaims.harness.run",
          "org.paperclaims.harness.measure",
          "org.paperclaims.harness.train",
          "org.paperclaims.harness.store",
          "org.paperclaims.harness.lab",
          "org.paperclaims.harness.stats",
          "org.paperclaims.harness.claim",
          "org.paperclaims.harness.catalogue",
          "org.paperclaims.harness.judge",
          "org.paperclaims.harness.compare",
          "org.paperclaims.harness.suite",
          "org.paperclaims.harness.junit",
          "org.paperclaims.harness.results",
          "org.paperclaims.reports",
          "org.paperclaims.trackers",
          "org.paperclaims.spark",
          "org.paperclaims.command");

  @Test
  void the_rules_below_see_every_module() {
    assertThat(OURS.stream().map(JavaClass::getPackageName)).containsAll(MODULES);
  }

  @Test
  void plug_ins_are_found_by_the_jdk_alone() {
    check(
        classes()
            .that()
            .resideInAPackage("org.paperclaims.plugins..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..", "org.jspecify..", "org.apiguardian..", "org.paperclaims.plugins.."));
  }

  @Test
  void architectures_know_the_jdk_and_plug_ins_alone() {
    check(
        classes()
            .that()
            .resideInAPackage("org.paperclaims.architectures..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..",
                "org.jspecify..",
                "org.apiguardian..",
                "org.paperclaims.plugins..",
                "org.paperclaims.architectures.."));
  }

  @Test
  void data_sets_know_nothing_of_architectures_or_the_harness() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.paperclaims.datasets..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("org.paperclaims..")
                    .and(
                        not(
                            resideInAnyPackage(
                                "org.paperclaims.plugins..", "org.paperclaims.datasets..")))));
  }

  @Test
  void the_harness_knows_no_report_and_no_paper() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.paperclaims.harness..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.paperclaims.reports..",
                "org.paperclaims.trackers..",
                "org.paperclaims.command.."));
  }

  @Test
  void only_an_engine_names_its_library() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("org.paperclaims.harness.engine.dl4j..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.deeplearning4j..", "org.nd4j.."));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "org.paperclaims.harness.engine.plan..",
                "org.paperclaims.harness.engine.torch..",
                "org.paperclaims.harness.engine.dl4j..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.bytedeco.."));
  }

  @Test
  void engines_know_the_spi_and_not_what_stands_on_it() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "org.paperclaims.harness.engine.plan..",
                "org.paperclaims.harness.engine.dl4j..",
                "org.paperclaims.harness.engine.torch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.paperclaims.harness.run..",
                "org.paperclaims.harness.measure..",
                "org.paperclaims.harness.train..",
                "org.paperclaims.harness.store..",
                "org.paperclaims.harness.lab..",
                "org.paperclaims.harness.claim..",
                "org.paperclaims.harness.catalogue..",
                "org.paperclaims.harness.judge..",
                "org.paperclaims.harness.compare..",
                "org.paperclaims.harness.suite.."));
  }

  @Test
  void plans_know_one_dnn_and_no_engine() {
    check(
        noClasses()
            .that()
            .resideInAPackage("org.paperclaims.harness.engine.plan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.bytedeco.pytorch..",
                "org.nd4j..",
                "org.paperclaims.harness.engine.dl4j..",
                "org.paperclaims.harness.engine.torch.."));
  }

  @Test
  void spark_is_named_by_the_classes_that_run_in_its_jvms_alone() {
    check(
        noClasses()
            .that()
            .haveNameNotMatching("org[.]paperclaims[.]spark[.](Bridge|CopyTask|Departures)([$].*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.spark..", "scala.."));
    check(
        classes()
            .that()
            .haveNameMatching("org[.]paperclaims[.]spark[.](Bridge|CopyTask|Departures)([$].*)?")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "java..", "scala..", "org.apache.spark..", "org.paperclaims.spark.."));
  }

  @Test
  void packages_do_not_depend_on_each_other_in_circles() {
    check(slices().matching("org.paperclaims.(**)").should().beFreeOfCycles());
  }

  private static void check(ArchRule rule) {
    rule.check(OURS);
  }
}
