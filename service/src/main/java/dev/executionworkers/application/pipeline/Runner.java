package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.operation.Operation.Hindsight;
import dev.executionworkers.application.operation.OperationCatalog.Task;
import dev.executionworkers.application.pipeline.Run.Ended;
import dev.executionworkers.application.pipeline.Run.Traces;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.LeaseLostException;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.Time;
import dev.executionworkers.port.out.TraceContext;
import dev.executionworkers.port.out.WithdrawnException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Runs what was claimed, records what came of it, and tells of it. Thread-safe. */
final class Runner {
  private final Ports ports;
  private final Time time;
  private final Held held;

  Runner(Ports ports, Time time, Held held) {
    this.ports = ports;
    this.time = time;
    this.held = held;
  }

  /** Makes it happen: the answer, or empty when another process has taken over. */
  Optional<Answer> execute(RunningExecution execution, Task task, Begun begun, TraceContext trace) {
    return guarded(
        execution,
        task,
        begun,
        trace,
        run -> {
          if (begun.laneShared()) {
            run.telemetry().notice(Notice.ROBOT_SHARED);
          }
          JournaledSteps steps = steps(execution, run);
          resume(execution, run, steps);
          Outcome outcome = outcome(task, steps);
          Ended ended = new Ended(outcome, steps.traces(), execution.madeWay());
          run.conclude(ended, time.now(), ports.events());
          return Driver.answer(begun.lease().execution(), outcome);
        });
  }

  private static Outcome outcome(Task task, JournaledSteps steps) {
    try {
      return task.run(steps);
    } catch (WithdrawnException nobodyWaits) {
      return new Outcome.Failed(cancelled(task));
    }
  }

  /** Closes what nobody has taken up again: whether it had its effect is unknown. */
  void interrupt(RunningExecution execution, Task task, Begun begun, TraceContext trace) {
    guarded(
        execution,
        task,
        begun,
        trace,
        run -> {
          Outcome outcome = new Outcome.Failed(interrupted(task));
          run.conclude(new Ended(outcome, Traces.UNKNOWN, false), time.now(), ports.events());
          return Driver.answer(begun.lease().execution(), outcome);
        });
  }

  /** Looks after what has succeeded, or has made way for another. */
  void lookAfter(RunningExecution execution, Task task, Aftercare care, TraceContext trace) {
    guarded(
        execution,
        task,
        care.begun(),
        trace,
        run -> {
          JournaledSteps steps = steps(execution, run);
          Hindsight hindsight = hindsight(care);
          if (!hindsight.succeeded()) {
            resume(execution, run, steps);
          }
          Optional<Duration> again = task.lookAfter(steps, hindsight);
          run.journal()
              .lookedAfter(
                  care.begun().lease(),
                  again.filter(_ -> !execution.isAbandoned()).map(time.now()::plus));
          return new Answer.InProgress(execution.id());
        });
  }

  private Hindsight hindsight(Aftercare care) {
    return new Hindsight(
        care.outcome() instanceof Outcome.Completed,
        care.newest(),
        Duration.between(care.finishedAt(), time.now()));
  }

  private static void resume(RunningExecution execution, Run run, JournaledSteps steps) {
    if (isAbandonAsked(run)) {
      execution.abandon();
    }
    steps.resume();
  }

  /** Whether an operator has it end, and the process ended before it had paused. */
  private static boolean isAbandonAsked(Run run) {
    boolean inLane = run.begun().generation() != 0;
    return inLane
        && run.journal().recall(run.begun().lease(), Ledger.Request.ABANDON.step()).isPresent();
  }

  private Optional<Answer> guarded(
      RunningExecution execution,
      Task task,
      Begun begun,
      TraceContext trace,
      Function<Run, Answer> body) {
    Lease lease = begun.lease();
    ExecutionId id = lease.execution();
    execution.identify(id);
    PatientJournal journal = new PatientJournal(ports.journal(), execution, time);
    held.add(lease, execution);
    try (var telemetry = ports.telemetry().open(id, execution.command(), trace)) {
      try {
        return Optional.of(
            body.apply(new Run(execution.command(), task, begun, journal, telemetry)));
      } catch (ExecutionStoppedException stopped) {
        telemetry.endedWithoutOutcome("the process is about to end and nobody waits");
        release(lease);
        return Optional.of(new Answer.ShuttingDown());
      } catch (LeaseLostException lost) {
        telemetry.endedWithoutOutcome("another process has taken over");
        execution.follow(id);
        return Optional.empty();
      } catch (JournalUnavailableException away) {
        telemetry.endedWithoutOutcome("the journal is unavailable");
        return Optional.of(new Answer.JournalUnavailable());
      } catch (RuntimeException | Error bug) {
        telemetry.defect(bug);
        release(lease);
        return Optional.of(new Answer.Defect(id));
      }
    } finally {
      held.remove(lease);
    }
  }

  /** A lease that cannot be released ends by itself. */
  private void release(Lease lease) {
    try {
      ports.journal().release(lease);
    } catch (JournalUnavailableException | LeaseLostException e) {
      return;
    }
  }

  private JournaledSteps steps(RunningExecution execution, Run run) {
    return new JournaledSteps(
        run.begun(),
        run.journal(),
        run.telemetry(),
        new Pacing(execution, time, ports.chance(), ports.hold()),
        () -> held.commit(run.begun().lease()));
  }

  private static Failure cancelled(Task task) {
    return new Failure.NeverSent(
        endedWithoutAnswer(
            task,
            "cancelled: whoever asked for it no longer wants it, and nothing had been changed"));
  }

  private static Failure interrupted(Task task) {
    return new Failure.Interrupted(
        endedWithoutAnswer(
            task,
            "interrupted: the process ended in the middle, nobody asked again, and whether it had"
                + " its effect is unknown"));
  }

  private static DomainError endedWithoutAnswer(Task task, String why) {
    return new DomainError(task.peer(), Problem.UNAVAILABLE, DomainError.NO_STATUS, why);
  }
}
