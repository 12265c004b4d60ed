package dev.executionworkers.domain.command;

import java.util.List;

/**
 * Have a registry robot's token rotated and handed to everything bound to it.
 *
 * @param secret the secret whose bindings are updated
 */
public record UpdateSecretBindings(SecretId secret) implements Command {

  @Override
  public OperationName operation() {
    return OperationName.UPDATE_SECRET_BINDINGS;
  }

  @Override
  public String subject() {
    return secret.value();
  }

  @Override
  public List<String> canonicalFields() {
    return List.of(secret.value());
  }
}
