package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.operation.OperationCatalog.Task;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.EventSink;
import dev.executionworkers.port.out.ExecutionTelemetry.ExecutionScope;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A claimed execution with what it needs to be recorded and told of. */
record Run(
    Command command, Task task, Begun begun, PatientJournal journal, ExecutionScope telemetry) {

  /**
   * What an execution may have left outside.
   *
   * @param inDoubt whether an attempt ended without knowing whether it had its effect
   * @param inLane whether it may have changed what its lane is about
   */
  record Traces(boolean inDoubt, boolean inLane) {
    static final Traces UNKNOWN = new Traces(true, true);
  }

  /**
   * How it ended.
   *
   * @param madeWay whether half done, because another waits for its lane
   */
  record Ended(Outcome outcome, Traces traces, boolean madeWay) {}

  /** Records the outcome first, and tells of it then: an event is never about what may be lost. */
  void conclude(Ended ended, Instant at, EventSink events) {
    Outcome outcome = ended.outcome();
    Traces traces = ended.traces();
    DomainEvent event =
        new DomainEvent(
            begun.lease().execution(),
            command.operation(),
            command.subject(),
            at,
            errorCode(outcome));
    journal.finish(
        begun.lease(),
        new Ending(
            outcome, traces.inDoubt(), traces.inLane(), event, aftercare(ended).map(at::plus)));
    telemetry.ended(outcome, event);
    events.publish(event);
  }

  private Optional<Duration> aftercare(Ended ended) {
    return switch (ended.outcome()) {
      case Outcome.Completed _ -> task.aftercare();
      case Outcome.Failed _ when ended.madeWay() -> task.aftercareOfMakingWay();
      case Outcome.Failed _ -> Optional.empty();
    };
  }

  private static Optional<String> errorCode(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> Optional.empty();
      case Outcome.Failed(Failure failure) -> Optional.of(failure.error().code());
    };
  }
}
