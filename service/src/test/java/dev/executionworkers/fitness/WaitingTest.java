package dev.executionworkers.fitness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody waits for time to pass: what is waited for is a condition, and fakes are no mocks. */
class WaitingTest {
  private static final List<String> SLEEPERS =
      List.of("java.lang.Thread", "java.util.concurrent.TimeUnit");

  @Test
  void theServiceNeverSleeps() {
    noSleep().check(Code.main());
  }

  @Test
  void theTestsNeverSleep() {
    noSleep().check(Code.tests().that(DescribedPredicate.not(areFixtures())));
  }

  @Test
  void aSleepIsCaught() {
    JavaClasses fixture = Code.fixture("waiting");

    assertThat(noSleep().evaluate(fixture).getFailureReport().getDetails())
        .anyMatch(detail -> detail.contains("Sleeps.byTheThread"))
        .anyMatch(detail -> detail.contains("Sleeps.byTheUnit"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"org.mockito.Mockito", "org.easymock.EasyMock", "mockit.Mocked", "io.mockk.MockK"})
  void thereIsNothingToMockWith(String library) {
    assertThatThrownBy(() -> Class.forName(library)).isInstanceOf(ClassNotFoundException.class);
  }

  private static ArchRule noSleep() {
    return noClasses()
        .should()
        .accessTargetWhere(
            new DescribedPredicate<JavaAccess<?>>("a thread sleeps") {
              @Override
              public boolean test(JavaAccess<?> access) {
                return SLEEPERS.contains(access.getTargetOwner().getName())
                    && access.getName().equals("sleep");
              }
            });
  }

  private static DescribedPredicate<JavaClass> areFixtures() {
    return JavaClass.Predicates.resideInAPackage(Code.FIXTURES + "..");
  }
}
