package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.operation.OperationCatalog.Task;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.EventSink;
import dev.executionworkers.port.out.ExecutionTelemetry.ExecutionScope;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Ending;
import java.time.Instant;
import java.util.Optional;

/** A claimed execution with what it needs to be recorded and told of. */
record Run(Command command, Task task, Begun begun, Journal journal, ExecutionScope telemetry) {

  /** Records the outcome first, and tells of it then: an event is never about what may be lost. */
  void conclude(Outcome outcome, boolean effectInDoubt, Instant at, EventSink events) {
    DomainEvent event =
        new DomainEvent(
            begun.lease().execution(),
            command.operation(),
            command.subject(),
            at,
            errorCode(outcome));
    journal.finish(
        begun.lease(), new Ending(outcome, effectInDoubt, event, aftercare(outcome, at)));
    telemetry.ended(outcome, event);
    events.publish(event);
  }

  private Optional<Instant> aftercare(Outcome outcome, Instant at) {
    return switch (outcome) {
      case Outcome.Completed _ -> task.aftercare().map(at::plus);
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
