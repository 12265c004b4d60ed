package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.EnvironmentProvider;

/** Asks the bindings system; it tells attempts of one operation by their key. */
final class CreateSecretBindingsOperation implements Operation<CreateSecretBindings> {
  private static final Step<Confirmed> BIND =
      Step.repeated("create-secret-bindings", Repeatability.REPEATABLE);

  private final EnvironmentProvider provider;

  CreateSecretBindingsOperation(EnvironmentProvider provider) {
    this.provider = provider;
  }

  @Override
  public Outcome run(CreateSecretBindings command, Steps steps) {
    return Outcome.of(steps.run(BIND, attempt -> provider.createSecretBindings(command, attempt)));
  }

  @Override
  public Peer peer() {
    return Peer.APPENV_SECRET_BINDINGS;
  }

  @Override
  public ReplayPolicy replay() {
    return ReplayPolicy.DELEGATED;
  }
}
