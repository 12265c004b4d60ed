package dev.executionworkers.fitness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ImportTableTest {
  private static final String HOUSE = Code.FIXTURES + ".house";
  private static final String CYCLE = Code.FIXTURES + ".cycle";

  @Test
  void everyRoomUsesOnlyWhatTheTableAllows() {
    table(Code.ROOT).check(Code.main());
  }

  @Test
  void theTableCatchesEveryTrespasser() {
    JavaClasses house = Code.fixture("house");

    assertThat(violators(table(HOUSE), house))
        .containsExactlyInAnyOrderElementsOf(
            house.stream()
                .filter(it -> it.getSimpleName().endsWith("Trespasser"))
                .map(JavaClass::getName)
                .toList());
  }

  @Test
  void noPackagesDependOnOneAnotherInACircle() {
    cycles(Code.ROOT).check(Code.main());
  }

  @Test
  void aCircleIsCaught() {
    assertThat(cycles(CYCLE).evaluate(Code.fixture("cycle")).hasViolation()).isTrue();
  }

  private static ArchRule table(String root) {
    return classes().should(ImportTable.keptBy(root));
  }

  private static ArchRule cycles(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  private static List<String> violators(ArchRule rule, JavaClasses classes) {
    TreeSet<String> names = new TreeSet<>();
    rule.evaluate(classes)
        .handleViolations((Collection<JavaClass> found, String _) ->
            found.forEach(it -> names.add(it.getName())));
    return List.copyOf(names);
  }
}
