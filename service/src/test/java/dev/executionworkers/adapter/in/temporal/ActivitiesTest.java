package dev.executionworkers.adapter.in.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.OperationName;
import io.temporal.activity.ActivityMethod;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ActivitiesTest {

  @Test
  void everyOperationIsOneActivity() {
    assertThat(Arrays.stream(Activities.class.getMethods()).map(ActivitiesTest::name))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(OperationName.values()).map(OperationName::activity).toList());
  }

  private static String name(Method method) {
    return method.getAnnotation(ActivityMethod.class).name();
  }

  @Test
  void anActivityDoesNothingButHandOn() {
    Set<JavaMethod> activities =
        new ClassFileImporter().importClass(OperationActivities.class).getMethods();

    assertThat(activities)
        .hasSize(OperationName.values().length)
        .allSatisfy(activity ->
            assertThat(activity.getMethodCallsFromSelf())
                .singleElement()
                .satisfies(call ->
                    assertThat(call.getTargetOwner().getName())
                        .isEqualTo(ActivityDesk.class.getName())))
        .allSatisfy(activity -> assertThat(lines(activity)).isEqualTo(1));
  }

  private static long lines(JavaMethod method) {
    return method.getAccessesFromSelf().stream()
        .map(access -> access.getLineNumber())
        .distinct()
        .count();
  }

  @Test
  void aKeyIsTheSameForTheSameNamesAlone() {
    List<List<String>> names =
        List.of(
            List.of("ns", "workflow", "run", "1"),
            List.of("ns", "workflow", "run", "2"),
            List.of("ns", "workflow", "ru", "n1"),
            List.of("n", "sworkflow", "run", "1"),
            List.of("ns", "w".repeat(1000), "run", "1"),
            List.of("ns", "Bestellung für Zoë", "run", "1"));

    assertThat(names.stream().map(ActivityKey::of).collect(Collectors.toSet()))
        .hasSize(names.size());
    assertThat(ActivityKey.of(names.getFirst())).isEqualTo(ActivityKey.of(names.getFirst()));
    assertThat(names.stream().map(ActivityKey::of).map(IdempotencyKey::value))
        .allMatch(key -> key.matches("temporal-[0-9a-f]{64}"));
  }
}
