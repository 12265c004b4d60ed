package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.EnvironmentProvider;

/** Asks the secrets system; it tells attempts of one operation by their key. */
final class ProvisionSecretsOperation implements Operation<ProvisionSecrets> {
  private static final Step<Confirmed> PROVISION =
      Step.repeated("provision-secrets", Repeatability.REPEATABLE);

  private final EnvironmentProvider provider;

  ProvisionSecretsOperation(EnvironmentProvider provider) {
    this.provider = provider;
  }

  @Override
  public Outcome run(ProvisionSecrets command, Steps steps) {
    return Outcome.of(steps.run(PROVISION, attempt -> provider.provisionSecrets(command, attempt)));
  }

  @Override
  public Peer peer() {
    return Peer.APPENV_SECRETS;
  }

  @Override
  public ReplayPolicy replay() {
    return ReplayPolicy.DELEGATED;
  }
}
