package dev.executionworkers.adapter.in.wire;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.InvalidCommandException;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the JSON of a request as the command it asks for. Immutable and thread-safe.
 *
 * <p>Unknown fields are ignored and {@code null} is the same as absent. Nothing is converted: a
 * number in quotes is no number. Nothing is trimmed either, so blanks around an identifier are
 * refused by the identifier's own rule.
 */
public final class CommandCodec {
  private final ProtectionDefaults defaults;

  public CommandCodec(ProtectionDefaults defaults) {
    this.defaults = defaults;
  }

  /** The command that {@code body} asks {@code operation} for. Never throws. */
  public Decoded decode(OperationName operation, byte[] body) {
    try {
      return new Decoded.Valid(command(operation, JsonFields.parse(body)));
    } catch (InvalidCommandException e) {
      return new Decoded.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private Command command(OperationName operation, JsonFields fields) {
    return switch (operation) {
      case CREATE_REPOSITORY -> createRepository(fields);
      case APPLY_BRANCH_PROTECTION -> applyBranchProtection(fields);
      case PROVISION_SECRETS -> new ProvisionSecrets(environment(fields));
      case CREATE_SECRET_BINDINGS -> new CreateSecretBindings(environment(fields));
      case VERIFY_GITOPS_RECONCILIATION -> new VerifyGitOpsReconciliation(environment(fields));
      case UPDATE_SECRET_BINDINGS ->
          new UpdateSecretBindings(new SecretId(fields.requiredText(SecretId.FIELD)));
    };
  }

  private static CreateRepository createRepository(JsonFields fields) {
    return new CreateRepository(
        new RepositoryRef(
            new RepositoryOwner(fields.requiredText("owner")),
            new RepositoryName(fields.requiredText("name"))),
        fields.flag("private").orElse(true),
        // A description of nothing but blanks describes nothing.
        fields.text("description").filter(Predicate.not(String::isBlank)),
        fields.flag("autoInit").orElse(true));
  }

  private ApplyBranchProtection applyBranchProtection(JsonFields fields) {
    EnvironmentId environment = environment(fields);
    RepositoryOwner owner =
        optional(fields, "owner").map(RepositoryOwner::new).orElse(defaults.owner());
    RepositoryName repository =
        optional(fields, "repository")
            .map(name -> RepositoryName.named("repository", name))
            .orElseGet(() -> repositoryOf(environment));
    return new ApplyBranchProtection(
        environment,
        new RepositoryRef(owner, repository),
        optional(fields, "branch").map(BranchName::new).orElse(defaults.branch()),
        fields.whole("requiredApprovals").orElse(defaults.requiredApprovals()));
  }

  /** An empty text is how callers written in Go say that they have nothing to say. */
  private static Optional<String> optional(JsonFields fields, String name) {
    return fields.text(name).filter(Predicate.not(String::isEmpty));
  }

  /** A caller who never named a repository is told what is wrong with what was named. */
  private RepositoryName repositoryOf(EnvironmentId environment) {
    try {
      return new RepositoryName(defaults.repositoryPrefix() + environment.value());
    } catch (InvalidCommandException e) {
      throw new InvalidCommandException(
          EnvironmentId.FIELD, "makes a repository name that is not allowed: " + e.getMessage());
    }
  }

  private static EnvironmentId environment(JsonFields fields) {
    return new EnvironmentId(fields.requiredText(EnvironmentId.FIELD));
  }
}
