package dev.executionworkers.simulation;

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
import java.util.Optional;
import java.util.SplittableRandom;

/** What callers may want: few things, so that they meet. */
final class Wishes {
  /** Serves two secrets. */
  static final String SHARED_ROBOT = "s";

  private final SplittableRandom random;

  Wishes(SplittableRandom random) {
    this.random = random;
  }

  /** Rotations more often than anything else. */
  Command next() {
    EnvironmentId environment = new EnvironmentId("e" + random.nextInt(2));
    return switch (random.nextInt(9)) {
      case 0 -> create(environment);
      case 1 ->
          new ApplyBranchProtection(
              environment, repository(environment), new BranchName("main"), 2);
      case 2 -> new ProvisionSecrets(environment);
      case 3 -> new CreateSecretBindings(environment);
      case 4 -> new VerifyGitOpsReconciliation(environment);
      case 5, 6 -> new UpdateSecretBindings(new SecretId("a"));
      case 7 -> new UpdateSecretBindings(new SecretId(SHARED_ROBOT + "1"));
      default -> new UpdateSecretBindings(new SecretId(SHARED_ROBOT + "2"));
    };
  }

  /** The repository that must be there before its branch can be protected. */
  static CreateRepository create(EnvironmentId environment) {
    return new CreateRepository(repository(environment), true, Optional.empty(), true);
  }

  private static RepositoryRef repository(EnvironmentId environment) {
    return new RepositoryRef(
        new RepositoryOwner("platform"), new RepositoryName("appenv-" + environment.value()));
  }
}
