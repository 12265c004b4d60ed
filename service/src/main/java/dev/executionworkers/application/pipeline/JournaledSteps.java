package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.operation.Step;
import dev.executionworkers.application.operation.Steps;
import dev.executionworkers.application.pipeline.Run.Traces;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.outcome.StepResult.Done;
import dev.executionworkers.domain.outcome.StepResult.Failed;
import dev.executionworkers.domain.policy.Commitment;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.RetryDecision;
import dev.executionworkers.domain.policy.RetryPolicy;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.ExecutionTelemetry.ExecutionScope;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import dev.executionworkers.port.out.ExecutionTelemetry.PhaseScope;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.FailedAttempt;
import dev.executionworkers.port.out.LeaseLostException;
import dev.executionworkers.port.out.Standby;
import dev.executionworkers.port.out.WithdrawnException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * The steps of one execution: looked up, recorded, tried again, in that order. Belongs to the
 * execution's thread.
 */
final class JournaledSteps implements Steps {
  /** Recorded before the first attempt of a step after which there is no way back. */
  private static final String BEGUN = "-begun";

  private final Begun claim;
  private final PatientJournal journal;
  private final ExecutionScope telemetry;
  private final Pacing pacing;
  private final Runnable onCommitted;
  private final Standby standby = new StandbyForTurn();
  private Commitment commitment = Commitment.OPEN;
  private boolean effectInDoubt;
  private int attemptsUnderway;

  JournaledSteps(
      Begun claim,
      PatientJournal journal,
      ExecutionScope telemetry,
      Pacing pacing,
      Runnable onCommitted) {
    this.claim = claim;
    this.journal = journal;
    this.telemetry = telemetry;
    this.pacing = pacing;
    this.onCommitted = onCommitted;
    this.effectInDoubt = claim.effectInDoubt();
  }

  @Override
  public <T> StepResult<T> run(Step<T> step, Call<T> call) {
    Optional<T> earlier =
        step.format()
            .flatMap(format -> journal.recall(claim.lease(), step.name()).map(format.read()));
    if (earlier.isPresent()) {
      return StepResult.done(earlier.get());
    }
    return repeat(step, call).then(value -> record(step, value));
  }

  @Override
  public boolean hasDone(Step<?> step) {
    return step.format().isPresent() && journal.recall(claim.lease(), step.name()).isPresent();
  }

  @Override
  public StepResult<Secret> obtain(Step<Secret> step, Call<Secret> call) {
    return unsealed(step)
        .then(earlier -> earlier.map(StepResult::done).orElseGet(() -> sealed(step, call)));
  }

  private StepResult<Secret> sealed(Step<Secret> step, Call<Secret> call) {
    return repeat(step, call)
        .then(secret -> {
          journal.seal(claim.lease(), step.name(), secret);
          return StepResult.done(secret);
        });
  }

  /** What does not open is tried again like any other step, until the key is there. */
  private StepResult<Optional<Secret>> unsealed(Step<Secret> step) {
    StepResult<Optional<Secret>> earlier = journal.unseal(claim.lease(), step.name());
    return switch (earlier) {
      case Done<Optional<Secret>> _ -> earlier;
      case Failed<Optional<Secret>> _ ->
          repeat(
              Step.repeated(step.name(), Repeatability.READ),
              _ -> journal.unseal(claim.lease(), step.name()));
    };
  }

  @Override
  public ExecutionId execution() {
    return claim.lease().execution();
  }

  @Override
  public long generation() {
    return claim.generation();
  }

  @Override
  public <T> StepResult<T> within(Phase phase, Function<Part, StepResult<T>> part) {
    try (PhaseScope scope = telemetry.phase(phase)) {
      StepResult<T> result = part.apply(scope::robot);
      if (result instanceof Failed<T>(Failure failure)) {
        scope.failed(failure);
      }
      return result;
    }
  }

  @Override
  public void notice(Notice notice) {
    telemetry.notice(notice);
  }

  /**
   * Goes on where an earlier process left off. What has passed its point of no return there must be
   * finished here, whatever fails on the way to that point: also the steps before it are then tried
   * again until they succeed.
   */
  @Override
  public void resume() {
    if (effectInDoubt) {
      pacing.effectInDoubt();
    }
    boolean inLane = claim.generation() != 0;
    if (inLane && journal.recall(claim.lease(), Journal.POINT_OF_NO_RETURN).isPresent()) {
      commit();
    }
  }

  @Override
  public boolean isCommitted() {
    return commitment == Commitment.COMMITTED;
  }

  /** What may be left outside. */
  Traces traces() {
    return new Traces(effectInDoubt, isCommitted());
  }

  private <T> StepResult<T> record(Step<T> step, T value) {
    step.format()
        .ifPresent(
            format -> journal.record(claim.lease(), step.name(), format.write().apply(value)));
    if (attemptsUnderway > 0) {
      // What is sent next belongs to an attempt that began before the journal was waited for.
      renewLease();
    }
    return StepResult.done(value);
  }

  private <T> StepResult<T> repeat(Step<T> step, Call<T> call) {
    stopIfUnwanted(step);
    beginPointOfNoReturn(step);
    boolean unanswered = false;
    for (int number = 1; ; number++) {
      renewLease();
      pacing.attempting();
      StepResult<T> result = make(call, attempt(number, unanswered));
      switch (result) {
        case Done<T> _ -> {
          commitAfter(step);
          return result;
        }
        case Failed<T>(Failure failure) -> {
          unanswered |= failure.effectUnknown();
          learnFrom(step, failure);
          journal.note(
              claim.lease(), new FailedAttempt(step.name(), number, failure.error(), pacing.now()));
          telemetry.attemptFailed(step.name(), number, failure, pacing.worthALine(commitment));
          RetryDecision decision = RetryPolicy.decide(failure, step.repeatability(), commitment);
          if (!pacing.goesOn(decision, failure, number)) {
            return result;
          }
        }
      }
    }
  }

  private <T> StepResult<T> make(Call<T> call, Attempt attempt) {
    attemptsUnderway++;
    try {
      return call.make(attempt);
    } finally {
      attemptsUnderway--;
    }
  }

  /** A read that nobody answered may still be at work under the key, though it leaves nothing. */
  private Attempt attempt(int number, boolean unanswered) {
    return new Attempt(claim.idempotencyKey(), number, effectInDoubt || unanswered, standby);
  }

  /** What is sent after a wait needs the right to be sent as well. */
  private final class StandbyForTurn implements Standby {
    @Override
    public boolean await(BooleanSupplier ready, Instant until, Failure meanwhile) {
      boolean wanted = pacing.standBy(ready, until, meanwhile);
      if (wanted) {
        renewLease();
      }
      return wanted;
    }

    @Override
    public void wake() {
      pacing.wake();
    }

    @Override
    public void beforeWrite() {
      stopIfUnwanted();
    }
  }

  private void stopIfUnwanted(Step<?> step) {
    if (step.repeatability() != Repeatability.READ) {
      stopIfUnwanted();
    }
  }

  private void stopIfUnwanted() {
    if (commitment == Commitment.OPEN && pacing.isUnwanted()) {
      throw new WithdrawnException();
    }
  }

  /** Nothing is sent without the right to. */
  private void renewLease() {
    switch (journal.renew(claim.lease(), pacing.hold())) {
      case HELD -> {}
      case CHALLENGED -> pacing.challenged();
      case LOST -> throw new LeaseLostException(claim.lease().execution());
    }
  }

  /** A step that an earlier process had begun may have had its effect there. */
  private void beginPointOfNoReturn(Step<?> step) {
    if (!step.pointOfNoReturn()) {
      return;
    }
    String begun = step.name() + BEGUN;
    if (journal.recall(claim.lease(), begun).isPresent()) {
      commitAfter(step);
    } else {
      note(Journal.POINT_OF_NO_RETURN);
      journal.record(claim.lease(), begun, "");
    }
  }

  private void note(String name) {
    if (journal.recall(claim.lease(), name).isEmpty()) {
      journal.record(claim.lease(), name, "");
    }
  }

  private void learnFrom(Step<?> step, Failure failure) {
    if (failure.effectUnknown() && step.repeatability() != Repeatability.READ) {
      effectInDoubt = true;
      pacing.effectInDoubt();
      commitAfter(step);
    }
  }

  private void commitAfter(Step<?> step) {
    if (step.pointOfNoReturn()) {
      commit();
    }
  }

  private void commit() {
    if (commitment == Commitment.OPEN) {
      commitment = Commitment.COMMITTED;
      onCommitted.run();
    }
  }
}
