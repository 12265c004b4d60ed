package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.ExecutionTelemetry.ExecutionScope;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** What an execution's thread does: wait for its lane, claim, run, record, tell. Thread-safe. */
final class Driver {
  /** How often to look whether another process has finished what it holds. */
  private static final Duration HELD_ELSEWHERE_PAUSE = Duration.ofMillis(500);

  private final OperationCatalog operations;
  private final Ports ports;
  private final Time time;
  private final Lanes lanes;
  private final AtomicInteger committed = new AtomicInteger();

  Driver(OperationCatalog operations, Ports ports, Time time) {
    this.operations = operations;
    this.ports = ports;
    this.time = time;
    this.lanes = new Lanes(time);
  }

  /** How many executions have passed their point of no return and are not done. */
  int committed() {
    return committed.get();
  }

  /** The current place in the calling thread's trace. */
  TraceContext currentTrace() {
    return ports.telemetry().current();
  }

  /** Sees the execution through to its end, which nothing but a bug in here can prevent. */
  Answer drive(RunningExecution execution, TraceContext trace) {
    OperationCatalog.Task task = operations.taskFor(execution.command());
    Optional<String> lane = task.lane();
    if (lane.isPresent() && !lanes.enter(lane.get(), execution)) {
      return new Answer.InProgress(execution.id());
    }
    try {
      return claim(execution, task, trace);
    } catch (JournalUnavailableException e) {
      return new Answer.JournalUnavailable();
    } finally {
      lane.ifPresent(name -> lanes.leave(name, execution));
    }
  }

  private Answer claim(RunningExecution execution, OperationCatalog.Task task, TraceContext trace) {
    while (true) {
      switch (ports.journal().claim(intent(execution, task))) {
        case Claim.Begun begun -> {
          return run(execution, task, begun, trace);
        }
        case Claim.Settled(ExecutionId earlier, Outcome outcome) -> {
          return answer(earlier, outcome);
        }
        case Claim.KeyReused _ -> {
          return new Answer.KeyReused();
        }
        case Claim.HeldElsewhere(ExecutionId holder) -> {
          execution.identify(holder);
          if (!waitForHolder(execution)) {
            return new Answer.InProgress(holder);
          }
        }
      }
    }
  }

  private boolean waitForHolder(RunningExecution execution) {
    Instant until = time.now().plus(HELD_ELSEWHERE_PAUSE);
    Pause pause = new Pause(until, until, Pause.Limit.LINGER, false, false);
    return switch (execution.pause(pause)) {
      case GO_ON -> true;
      case GIVE_UP, STOP -> false;
    };
  }

  private Journal.Intent intent(RunningExecution execution, OperationCatalog.Task task) {
    return new Journal.Intent(
        execution.id(),
        execution.key(),
        execution.command(),
        execution.fingerprint(),
        task.lane(),
        task.replay(execution.key()),
        time.now());
  }

  private Answer run(
      RunningExecution execution,
      OperationCatalog.Task task,
      Claim.Begun begun,
      TraceContext trace) {
    ExecutionId id = begun.lease().execution();
    execution.identify(id);
    ExecutionScope telemetry = ports.telemetry().open(id, execution.command(), trace);
    AtomicBoolean pending = new AtomicBoolean();
    Pacing pacing = new Pacing(execution, time, ports.chance());
    JournaledSteps steps =
        new JournaledSteps(begun, ports.journal(), telemetry, pacing, () -> commit(pending));
    try {
      if (begun.laneShared()) {
        telemetry.notice(Notice.ROBOT_SHARED);
      }
      Outcome outcome = task.run(steps);
      conclude(execution, begun.lease(), outcome, steps.effectInDoubt(), telemetry);
      return answer(id, outcome);
    } catch (ExecutionStoppedException stopped) {
      return stop(begun.lease(), telemetry);
    } catch (JournalUnavailableException e) {
      telemetry.abandoned("the journal is unavailable");
      return new Answer.JournalUnavailable();
    } catch (RuntimeException | Error bug) {
      return defect(begun.lease(), bug, telemetry);
    } finally {
      release(pending);
      telemetry.close();
    }
  }

  private void conclude(
      RunningExecution execution,
      Lease lease,
      Outcome outcome,
      boolean effectInDoubt,
      ExecutionScope telemetry) {
    DomainEvent event =
        new DomainEvent(
            lease.execution(),
            execution.command().operation(),
            execution.command().subject(),
            time.now(),
            errorCode(outcome));
    ports.journal().finish(lease, outcome, effectInDoubt, event);
    telemetry.ended(outcome, event);
    ports.events().publish(event);
  }

  private Answer stop(Lease lease, ExecutionScope telemetry) {
    telemetry.abandoned("the process is about to end and nobody waits");
    ports.journal().release(lease);
    return new Answer.ShuttingDown();
  }

  private Answer defect(Lease lease, Throwable bug, ExecutionScope telemetry) {
    telemetry.defect(bug);
    ports.journal().release(lease);
    return new Answer.Defect(lease.execution());
  }

  private void commit(AtomicBoolean pending) {
    if (pending.compareAndSet(false, true)) {
      committed.incrementAndGet();
    }
  }

  private void release(AtomicBoolean pending) {
    if (pending.get()) {
      committed.decrementAndGet();
    }
  }

  private static Answer answer(ExecutionId id, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed completed -> new Answer.Succeeded(id, completed.result());
      case Outcome.Failed(Failure failure) -> new Answer.Failed(id, failure);
    };
  }

  private static Optional<String> errorCode(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> Optional.empty();
      case Outcome.Failed(Failure failure) -> Optional.of(failure.error().code());
    };
  }
}
