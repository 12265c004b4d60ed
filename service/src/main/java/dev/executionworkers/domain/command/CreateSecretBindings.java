package dev.executionworkers.domain.command;

import java.util.List;

/**
 * Have the secret bindings of an environment created.
 *
 * @param environment the environment it is about
 */
public record CreateSecretBindings(EnvironmentId environment) implements Command {

  @Override
  public OperationName operation() {
    return OperationName.CREATE_SECRET_BINDINGS;
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
