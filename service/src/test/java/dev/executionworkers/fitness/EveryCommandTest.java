package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every command has an operation, and every operation a span, an event and a route. */
class EveryCommandTest {
  private static final EnvironmentId ENVIRONMENT = new EnvironmentId("e1");
  private static final RepositoryRef REPOSITORY =
      new RepositoryRef(new RepositoryOwner("acme"), new RepositoryName("app"));

  /** One of each; the first test fails when one is missing. */
  private static final List<Command> COMMANDS =
      List.of(
          new CreateRepository(REPOSITORY, true, Optional.empty(), true),
          new ApplyBranchProtection(ENVIRONMENT, REPOSITORY, new BranchName("main"), 1),
          new ProvisionSecrets(ENVIRONMENT),
          new CreateSecretBindings(ENVIRONMENT),
          new VerifyGitOpsReconciliation(ENVIRONMENT),
          new UpdateSecretBindings(new SecretId("s1")));

  @Test
  void theListHereIsWhole() {
    assertThat(COMMANDS)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
  }

  @Test
  void everyCommandIsOneOperationAndEveryOperationOneCommand() {
    assertThat(COMMANDS)
        .extracting(Command::operation)
        .containsExactlyInAnyOrder(OperationName.values());
  }

  @Test
  void theCatalogueHasATaskForEach() {
    OperationCatalog catalogue = Unconfigured.catalogue();

    assertThat(COMMANDS).allSatisfy(command -> assertThat(catalogue.taskFor(command)).isNotNull());
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
