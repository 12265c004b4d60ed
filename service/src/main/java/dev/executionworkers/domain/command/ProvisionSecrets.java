package dev.executionworkers.domain.command;

import java.util.List;

/**
 * Have the secrets of an environment provisioned.
 *
 * @param environment the environment it is about
 */
public record ProvisionSecrets(EnvironmentId environment) implements Command {

  @Override
  public OperationName operation() {
    return OperationName.PROVISION_SECRETS;
  }

  @Override
  public String subject() {
    return environment.value();
  }

  @Override
  public List<String> canonicalFields() {
    return List.of(environment.value());
  }
}
