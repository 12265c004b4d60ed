package dev.executionworkers.fitness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Domain and operations are functions of what they are given: no clock, chance, thread or log. */
class PurityTest {
  private static final String PURE = Code.FIXTURES + ".purity";

  private static final List<String> BANNED_TYPES =
      List.of(
          "java.lang.Process",
          "java.lang.Runtime",
          "java.lang.System",
          "java.lang.Thread",
          "java.lang.ThreadLocal",
          "java.io.",
          "java.net.http.",
          "java.net.Socket",
          "java.nio.file.",
          "java.security.SecureRandom",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.Timer",
          "java.util.concurrent.",
          "java.util.logging.",
          "java.util.random.",
          "org.slf4j.",
          "ch.qos.logback.",
          "io.opentelemetry.",
          "io.prometheus.");

  /** What holds the enums' and the exceptions' own plumbing. */
  private static final Set<String> ALLOWED_TYPES = Set.of("java.io.Serializable");

  @Test
  void domainAndOperationsArePure() {
    rule(Code.ROOT).check(Code.main());
  }

  @Test
  void everyImpurityIsCaught() {
    JavaClasses fixture = Code.fixture("purity");

    Set<String> caught =
        rule(PURE).evaluate(fixture).getFailureReport().getDetails().stream()
            .map(detail -> detail.substring(0, detail.indexOf(' ')))
            .collect(Collectors.toSet());

    assertThat(caught)
        .containsExactlyInAnyOrderElementsOf(
            fixture.stream()
                .filter(it -> !it.getSimpleName().equals("Pure"))
                .map(JavaClass::getName)
                .toList());
  }

  private static ArchRule rule(String root) {
    return classes()
        .that()
        .resideInAnyPackage(root + ".domain..", root + ".application.operation..")
        .should(bePure());
  }

  private static ArchCondition<JavaClass> bePure() {
    return new ArchCondition<>("have no clock, chance, thread, log or file") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        impurities(item)
            .map(found -> SimpleConditionEvent.violated(item, item.getName() + " " + found))
            .forEach(events::add);
      }
    };
  }

  private static Stream<String> impurities(JavaClass item) {
    Stream<String> types =
        item.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .map(target -> target.getBaseComponentType().getName())
            .filter(PurityTest::isBanned);
    Stream<String> calls =
        item.getAccessesFromSelf().stream()
            .filter(PurityTest::asksForTimeOrChance)
            .map(access -> access.getTarget().getFullName());
    return Stream.concat(types, calls).map(found -> "uses " + found);
  }

  private static boolean isBanned(String type) {
    return !ALLOWED_TYPES.contains(type)
        && BANNED_TYPES.stream()
            .anyMatch(
                banned -> banned.endsWith(".") ? type.startsWith(banned) : type.equals(banned));
  }

  private static boolean asksForTimeOrChance(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    return (owner.startsWith("java.time.") && name.equals("now"))
        || (owner.equals("java.util.Date") && name.equals("<init>"))
        || (owner.equals("java.util.UUID") && name.equals("randomUUID"))
        || (owner.equals("java.lang.Math") && name.equals("random"))
        || (owner.equals("java.util.Collections") && name.equals("shuffle"));
  }
}
