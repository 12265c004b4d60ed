package dev.executionworkers.application.operation;

import dev.executionworkers.application.operation.Rotation.NewToken;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Proof;
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

  /** How long until a last proof that told nothing, or a refused token, is tried again. */
  private static final Duration BETWEEN_VISITS = Duration.ofMinutes(1);

  private final Registry registry;
  private final BindingPropagator bindings;
  private final Duration replayWindow;
  private final Duration overlap;

  /**
   * @param overlap how long a replaced robot lives on
   */
  UpdateSecretBindingsOperation(
      Registry registry, BindingPropagator bindings, Duration replayWindow, Duration overlap) {
    this.registry = registry;
    this.bindings = bindings;
    this.replayWindow = replayWindow;
    this.overlap = overlap;
  }

  @Override
  public Outcome run(UpdateSecretBindings command, Steps steps) {
    return switch (registry) {
      case Registry.Absent _ when !steps.isCommitted() -> nothingToRotate(steps);
      case Registry.Absent _, Registry.Settable _, Registry.Issuing _ ->
          rotate(command, steps, rotation());
      case Registry.Replacing replacing -> replace(command, steps, replacing);
    };
  }

  private Rotation rotation() {
    return switch (registry) {
      case Registry.Absent _ -> new UnconfiguredRotation();
      case Registry.Settable settable -> new SetRotation(settable);
      case Registry.Issuing issuing -> new IssueRotation(issuing);
      case Registry.Replacing replacing -> new ReplaceRotation(replacing);
    };
  }

  @Override
  public Peer peer() {
    return Peer.SECRET_BINDINGS;
  }

  @Override
  public ReplayPolicy replay() {
    return new ReplayPolicy(replayWindow, Duration.ZERO, Duration.ZERO, Duration.ZERO, true);
  }

  /** Only a token of a registry itself can be proved; the window is over by then. */
  @Override
  public Optional<Duration> aftercare() {
    return switch (registry) {
      case Registry.Settable _, Registry.Replacing _ -> Optional.of(replayWindow);
      case Registry.Absent _, Registry.Issuing _ -> Optional.empty();
    };
  }

  /** A replaced robot lives on, so its bindings miss nothing. */
  @Override
  public Optional<Duration> aftercareOfMakingWay() {
    return switch (registry) {
      case Registry.Settable _, Registry.Issuing _ -> Optional.of(BETWEEN_VISITS);
      case Registry.Absent _, Registry.Replacing _ -> Optional.empty();
    };
  }

  @Override
  public Optional<Duration> lookAfter(
      UpdateSecretBindings command, Steps steps, Hindsight hindsight) {
    Repair repair = Repair.firstNotDone(steps);
    if (hindsight.newest() && repair.isOwed(steps)) {
      return repair(command, steps, repair);
    }
    if (hindsight.succeeded() || steps.hasDone(HAND_ON)) {
      return proveOnceMore(command, steps, hindsight);
    }
    return hindsight.newest() ? takeUpAgain(command, steps) : Optional.empty();
  }

  /**
   * What it made way for has come to nothing, so its token is in force and its bindings still lack
   * it: it is finished after all.
   */
  private Optional<Duration> takeUpAgain(UpdateSecretBindings command, Steps steps) {
    steps.notice(Notice.ROTATION_TAKEN_UP_AGAIN);
    return finish(command, rotation().rotate(command.secret(), steps), steps, HAND_ON);
  }

  /** Whatever strategy has begun it. */
  private Optional<Duration> repair(UpdateSecretBindings command, Steps steps, Repair repair) {
    steps.resume();
    StepResult<NewToken> token =
        switch (registry) {
          case Registry.Settable settable ->
              new SetRotation(settable).repair(command.secret(), steps, repair);
          case Registry.Absent _, Registry.Issuing _, Registry.Replacing _ ->
              rotation().rotate(command.secret(), steps);
        };
    return finish(command, token, steps, repair.handOn());
  }

  private Optional<Duration> finish(
      UpdateSecretBindings command,
      StepResult<NewToken> token,
      Steps steps,
      Step<Confirmed> handOn) {
    return switch (handOn(command, token, steps, handOn)) {
      case StepResult.Failed<Confirmed>(Failure failure) -> unlessOver(failure);
      case StepResult.Done<Confirmed> _ -> aftercare();
    };
  }

  /** An older rotation's token has been replaced on purpose; its old robots are still its own. */
  private Optional<Duration> proveOnceMore(
      UpdateSecretBindings command, Steps steps, Hindsight hindsight) {
    return switch (registry) {
      case Registry.Settable settable when hindsight.newest() ->
          lastProof(command, steps, settable);
      case Registry.Replacing replacing ->
          new ReplaceAftercare(
                  replacing,
                  replayWindow,
                  overlap,
                  (token, attempt) -> hand(command, token, steps, attempt))
              .lookAfter(command.secret(), steps, hindsight);
      case Registry.Settable _, Registry.Absent _, Registry.Issuing _ -> Optional.empty();
    };
  }

  private Optional<Duration> lastProof(
      UpdateSecretBindings command, Steps steps, Registry.Settable settable) {
    return switch (new SetRotation(settable).proveOnceMore(command.secret(), steps)) {
      case StepResult.Done<Proof>(Proof proof) ->
          switch (proof) {
            case PROVEN -> Optional.empty();
            case DISPROVED -> reopen(command, steps);
          };
      case StepResult.Failed<Proof>(Failure failure) -> unlessOver(failure);
    };
  }

  private Optional<Duration> reopen(UpdateSecretBindings command, Steps steps) {
    steps.notice(Notice.ROTATION_REOPENED);
    Repair repair = Repair.firstNotDone(steps);
    steps.run(repair.owe(), _ -> StepResult.done(new Confirmed()));
    return repair(command, steps, repair);
  }

  /** Without the robot, or without its token, there is nothing to come back for. */
  private static Optional<Duration> unlessOver(Failure failure) {
    boolean robotGone =
        failure.error().peer() == Peer.HARBOR && failure.error().problem() == Problem.NOT_FOUND;
    return robotGone || failure.equals(Rotation.TOKEN_GONE)
        ? Optional.empty()
        : Optional.of(BETWEEN_VISITS);
  }

  @Override
  public Optional<String> lane(UpdateSecretBindings command) {
    return switch (registry) {
      case Registry.Absent _ -> Optional.empty();
      case Registry.Settable settable -> Optional.of(settable.robotName(command.secret()));
      case Registry.Issuing issuing -> Optional.of(issuing.robotName(command.secret()));
      case Registry.Replacing replacing -> Optional.of(replacing.robotName(command.secret()));
    };
  }

  private static Outcome nothingToRotate(Steps steps) {
    steps.notice(Notice.REGISTRY_NOT_CONFIGURED);
    return new Outcome.Completed(new Confirmed());
  }

  private Outcome rotate(UpdateSecretBindings command, Steps steps, Rotation rotation) {
    return Outcome.of(handOn(command, newToken(command, steps, rotation), steps, HAND_ON));
  }

  private Outcome replace(UpdateSecretBindings command, Steps steps, Registry.Replacing replacing) {
    ReplaceRotation rotation = new ReplaceRotation(replacing);
    StepResult<Confirmed> end = handOn(command, newToken(command, steps, rotation), steps, HAND_ON);
    rotation.tidyUp(command.secret(), steps, end);
    return Outcome.of(end);
  }

  private StepResult<NewToken> newToken(
      UpdateSecretBindings command, Steps steps, Rotation rotation) {
    return steps
        .run(BINDINGS_REACHABLE, bindings::reachable)
        .then(_ -> rotation.rotate(command.secret(), steps));
  }

  private StepResult<Confirmed> handOn(
      UpdateSecretBindings command, StepResult<NewToken> made, Steps steps, Step<Confirmed> step) {
    return made.then(token -> steps.run(step, attempt -> hand(command, token, steps, attempt)));
  }

  /**
   * Under a key of its own for each generation: a receiver takes each key once and refuses another
   * body under it, and a token that is handed on again comes with a new generation.
   */
  private StepResult<Confirmed> hand(
      UpdateSecretBindings command, NewToken token, Steps steps, Attempt attempt) {
    BindingUpdate update =
        new BindingUpdate(command.secret(), token.secret(), token.username(), steps.generation());
    String key = attempt.idempotencyKey() + "-" + update.generation();
    return bindings.propagate(
        update, new Attempt(key, attempt.number(), attempt.effectInDoubt(), attempt.standby()));
  }
}
