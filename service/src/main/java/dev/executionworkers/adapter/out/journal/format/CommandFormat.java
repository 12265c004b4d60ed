package dev.executionworkers.adapter.out.journal.format;

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
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A command as the journal keeps it, so that another process can go on with it. */
public final class CommandFormat {
  private static final String ENVIRONMENT = "applicationEnvironmentId";
  private static final String OWNER = "owner";
  private static final String NAME = "name";

  private CommandFormat() {}

  /** The command's fields; the operation stands beside them. */
  public static String write(Command command) {
    ObjectNode json = Json.object();
    switch (command) {
      case CreateRepository create -> {
        write(create.repository(), json);
        json.put("private", create.isPrivate());
        create.description().ifPresent(text -> json.put("description", text));
        json.put("autoInit", create.autoInit());
      }
      case ApplyBranchProtection protect -> {
        json.put(ENVIRONMENT, protect.environment().value());
        write(protect.repository(), json);
        json.put("branch", protect.branch().value());
        json.put("requiredApprovals", protect.requiredApprovals());
      }
      case ProvisionSecrets provision -> json.put(ENVIRONMENT, provision.environment().value());
      case CreateSecretBindings bind -> json.put(ENVIRONMENT, bind.environment().value());
      case VerifyGitOpsReconciliation verify -> json.put(ENVIRONMENT, verify.environment().value());
      case UpdateSecretBindings update -> json.put(SecretId.FIELD, update.secret().value());
    }
    return Json.write(json);
  }

  /**
   * The command that was written.
   *
   * @throws UnreadableRecordException when no version of this service wrote it
   */
  public static Command read(OperationName operation, String text) {
    return Json.reading(
        "a command of " + operation.label(), text, json -> command(operation, json));
  }

  private static Command command(OperationName operation, JsonNode json) {
    return switch (operation) {
      case CREATE_REPOSITORY ->
          new CreateRepository(
              repository(json),
              json.required("private").booleanValue(),
              Optional.ofNullable(json.get("description")).map(JsonNode::stringValue),
              json.required("autoInit").booleanValue());
      case APPLY_BRANCH_PROTECTION ->
          new ApplyBranchProtection(
              environment(json),
              repository(json),
              new BranchName(json.required("branch").stringValue()),
              json.required("requiredApprovals").intValue());
      case PROVISION_SECRETS -> new ProvisionSecrets(environment(json));
      case CREATE_SECRET_BINDINGS -> new CreateSecretBindings(environment(json));
      case VERIFY_GITOPS_RECONCILIATION -> new VerifyGitOpsReconciliation(environment(json));
      case UPDATE_SECRET_BINDINGS ->
          new UpdateSecretBindings(new SecretId(json.required(SecretId.FIELD).stringValue()));
    };
  }

  private static void write(RepositoryRef repository, ObjectNode json) {
    json.put(OWNER, repository.owner().value());
    json.put(NAME, repository.name().value());
  }

  private static RepositoryRef repository(JsonNode json) {
    return new RepositoryRef(
        new RepositoryOwner(json.required(OWNER).stringValue()),
        new RepositoryName(json.required(NAME).stringValue()));
  }

  private static EnvironmentId environment(JsonNode json) {
    return new EnvironmentId(json.required(ENVIRONMENT).stringValue());
  }
}
