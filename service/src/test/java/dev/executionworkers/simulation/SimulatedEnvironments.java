package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.EnvironmentProvider;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Delegated systems: one effect per key, however often it comes. */
final class SimulatedEnvironments implements EnvironmentProvider {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Wire wire;
  private final Tally tally;
  private final Map<Command, Set<String>> effects = new LinkedHashMap<>();

  SimulatedEnvironments(Wire wire, Tally tally) {
    this.wire = wire;
    this.tally = tally;
  }

  /** The keys under which each command was done. */
  Map<Command, Set<String>> effects() {
    return effects;
  }

  @Override
  public StepResult<Confirmed> provisionSecrets(ProvisionSecrets command, Attempt attempt) {
    return once(Peer.APPENV_SECRETS, command, attempt);
  }

  @Override
  public StepResult<Confirmed> createSecretBindings(CreateSecretBindings command, Attempt attempt) {
    return once(Peer.APPENV_SECRET_BINDINGS, command, attempt);
  }

  @Override
  public StepResult<Confirmed> verifyGitOps(VerifyGitOpsReconciliation command, Attempt attempt) {
    return once(Peer.APPENV_GITOPS, command, attempt);
  }

  private StepResult<Confirmed> once(Peer peer, Command command, Attempt attempt) {
    return wire.call(
        peer,
        attempt,
        TIMEOUT,
        () -> keys(command).contains(attempt.idempotencyKey()),
        () -> {
          if (keys(command).add(attempt.idempotencyKey())) {
            tally.count("effect: delegated");
            tally.trace(() -> command + " is done under " + attempt.idempotencyKey());
          }
          return StepResult.done(new Confirmed());
        });
  }

  private Set<String> keys(Command command) {
    return effects.computeIfAbsent(command, _ -> new HashSet<>());
  }
}
