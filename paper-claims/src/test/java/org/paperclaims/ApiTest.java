package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.junit.jupiter.api.Test;

/** Holds every public type to what it says of itself: API, or internal. */
class ApiTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.paperclaims");

  /** Give the mark of a type: its own, that of the type around it, or that of its package. */
  private static Optional<API.Status> status(JavaClass type) {
    return type.tryGetAnnotationOfType(API.class)
        .or(() -> type.getEnclosingClass().flatMap(c -> c.tryGetAnnotationOfType(API.class)))
        .or(() -> type.getPackage().tryGetAnnotationOfType(API.class))
        .map(API::status);
  }

  private static boolean isApi(JavaClass type) {
    return status(type).filter(status -> status != API.Status.INTERNAL).isPresent();
  }

  /** Tell whether code of other projects can name a type. */
  private static boolean isOpen(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ApiTest::isOpen).orElse(true);
  }

  @Test
  void every_public_type_says_whether_it_is_api() {
    assertThat(OURS.stream().filter(ApiTest::isOpen).filter(type -> status(type).isEmpty()))
        .isEmpty();
  }

  @Test
  void api_shows_no_internal_type() {
    List<String> shown = new ArrayList<>();
    for (JavaClass type : OURS) {
      if (isOpen(type) && isApi(type)) {
        for (JavaClass other : shownBy(type)) {
          if (other.getPackageName().startsWith("org.paperclaims") && !isApi(other)) {
            shown.add(type.getName() + " shows " + other.getName());
          }
        }
      }
    }
    assertThat(shown).isEmpty();
  }

  private static Set<JavaClass> shownBy(JavaClass type) {
    Set<JavaClass> shown = new TreeSet<>((a, b) -> a.getName().compareTo(b.getName()));
    type.getCodeUnits().stream()
        .filter(unit -> isShown(unit.getModifiers()))
        .filter(unit -> !isInternal(unit))
        .flatMap(ApiTest::signature)
        .map(JavaClass::getBaseComponentType)
        .forEach(shown::add);
    type.getFields().stream()
        .filter(field -> isShown(field.getModifiers()))
        .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
        .map(JavaClass::getBaseComponentType)
        .forEach(shown::add);
    return shown;
  }

  /** Tell whether a member of an API type is not for others. */
  private static boolean isInternal(JavaCodeUnit unit) {
    return unit.tryGetAnnotationOfType(API.class)
        .filter(mark -> mark.status() == API.Status.INTERNAL)
        .isPresent();
  }

  private static Stream<JavaClass> signature(JavaCodeUnit unit) {
    return Stream.of(
            unit.getReturnType().getAllInvolvedRawTypes().stream(),
            unit.getParameterTypes().stream().flatMap(p -> p.getAllInvolvedRawTypes().stream()),
            unit.getExceptionTypes().stream())
        .flatMap(types -> types);
  }

  private static boolean isShown(Set<JavaModifier> modifiers) {
    return (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED))
        && !modifiers.contains(JavaModifier.SYNTHETIC);
  }
}
