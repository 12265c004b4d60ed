package dev.executionworkers.fitness;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import java.util.List;
import java.util.Optional;

/** One of each command; {@link EveryCommandTest} fails when one is missing. */
final class Commands {
  private static final EnvironmentId ENVIRONMENT = new EnvironmentId("e1");
  private static final RepositoryRef REPOSITORY =
      new RepositoryRef(new RepositoryOwner("acme"), new RepositoryName("app"));

  static final CreateRepository CREATE =
      new CreateRepository(REPOSITORY, true, Optional.empty(), true);
  static final ApplyBranchProtection PROTECT =
      new ApplyBranchProtection(ENVIRONMENT, REPOSITORY, new BranchName("main"), 1);
  static final ProvisionSecrets PROVISION = new ProvisionSecrets(ENVIRONMENT);
  static final CreateSecretBindings BIND = new CreateSecretBindings(ENVIRONMENT);
  static final VerifyGitOpsReconciliation VERIFY = new VerifyGitOpsReconciliation(ENVIRONMENT);
  static final UpdateSecretBindings UPDATE = new UpdateSecretBindings(new SecretId("s1"));

  static final List<Command> ALL = List.of(CREATE, PROTECT, PROVISION, BIND, VERIFY, UPDATE);

  private Commands() {}
}
