package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.Registry;
import java.time.Duration;
import java.util.Optional;

/**
 * Rotates a robot's token and hands it to its bindings. Nothing is rotated before the bindings are
 * known to accept a connection; once the registry may have taken a new token, the execution goes on
 * until the bindings have it.
 */
final class UpdateSecretBindingsOperation implements Operation<UpdateSecretBindings> {
  private static final Step<Confirmed> BINDINGS_REACHABLE =
      Step.repeated("bindings-reachable", Repeatability.READ);
  private static final Step<Confirmed> HAND_ON =
      Step.recorded("hand-to-bindings", Repeatability.REPEATABLE, Formats.CONFIRMED);

  private final Registry registry;
  private final BindingPropagator bindings;
  private final Duration replayWindow;

  UpdateSecretBindingsOperation(
      Registry registry, BindingPropagator bindings, Duration replayWindow) {
    this.registry = registry;
    this.bindings = bindings;
    this.replayWindow = replayWindow;
  }

  @Override
  public Outcome run(UpdateSecretBindings command, Steps steps) {
    return switch (registry) {
      case Registry.Absent _ -> nothingToRotate(steps);
      case Registry.Settable settable -> rotate(command, steps, new SetRotation(settable));
      case Registry.Issuing issuing -> rotate(command, steps, new IssueRotation(issuing));
    };
  }

  @Override
  public ReplayPolicy replay() {
    return new ReplayPolicy(replayWindow, Duration.ZERO, Duration.ZERO, true);
  }

  @Override
  public Optional<String> lane(UpdateSecretBindings command) {
    return switch (registry) {
      case Registry.Absent _ -> Optional.empty();
      case Registry.Settable settable -> Optional.of(settable.robotName(command.secret()));
      case Registry.Issuing issuing -> Optional.of(issuing.robotName(command.secret()));
    };
  }

  private static Outcome nothingToRotate(Steps steps) {
    steps.notice(Notice.REGISTRY_NOT_CONFIGURED);
    return new Outcome.Completed(new Confirmed());
  }

  private Outcome rotate(UpdateSecretBindings command, Steps steps, Rotation rotation) {
    return Outcome.of(
        steps
            .run(BINDINGS_REACHABLE, bindings::reachable)
            .then(_ -> rotation.rotate(command.secret(), steps))
            .then(token -> handOn(command, token, steps)));
  }

  private StepResult<Confirmed> handOn(
      UpdateSecretBindings command, Rotation.NewToken token, Steps steps) {
    BindingUpdate update =
        new BindingUpdate(command.secret(), token.secret(), token.username(), steps.generation());
    return steps.run(HAND_ON, attempt -> bindings.propagate(update, attempt));
  }
}
