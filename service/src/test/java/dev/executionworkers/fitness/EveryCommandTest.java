package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.OperationName;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Every command has an operation, and every operation a span and an event. That each has a route is
 * in the entrance's {@code RoutesTest}, since routes are the entrance's own.
 */
class EveryCommandTest {
  @Test
  void theListHereIsWhole() {
    assertThat(Commands.ALL)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
  }

  @Test
  void everyCommandIsOneOperationAndEveryOperationOneCommand() {
    assertThat(Commands.ALL)
        .extracting(Command::operation)
        .containsExactlyInAnyOrder(OperationName.values());
  }

  @Test
  void theCatalogueHasATaskForEach() {
    OperationCatalog catalogue = Unconfigured.catalogue();

    assertThat(Commands.ALL)
        .allSatisfy(command -> assertThat(catalogue.taskFor(command)).isNotNull());
  }

  @Test
  void everyOperationHasASpanAndAnEventOfItsOwn() {
    assertThat(Arrays.stream(OperationName.values()).map(OperationName::spanName))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("execution-workers\\.[a-z]+\\.[A-Z][A-Za-z]+"));
    assertThat(Arrays.stream(OperationName.values()).map(OperationName::event))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+(_[a-z]+)+"));
  }
}
