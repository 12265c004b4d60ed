package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.application.operation.OperationCatalog.Task;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Time;
import dev.executionworkers.port.out.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an execution's thread does: wait for its lane, claim, and see it through. Thread-safe. */
final class Driver {
  /** How often to look whether another process has finished what it holds. */
  private static final Duration HELD_ELSEWHERE_PAUSE = Duration.ofMillis(500);

  private final OperationCatalog operations;
  private final Ports ports;
  private final Time time;
  private final Lanes lanes;
  private final Runner runner;

  Driver(OperationCatalog operations, Ports ports, Time time, Held held) {
    this.operations = operations;
    this.ports = ports;
    this.time = time;
    this.lanes = new Lanes(time);
    this.runner = new Runner(ports, time, held);
  }

  /** Sees the execution through to its end, which nothing but a bug in here can prevent. */
  Answer drive(RunningExecution execution, TraceContext trace) {
    Task task = operations.taskFor(execution.command());
    try {
      while (true) {
        Optional<Answer> answer = inLane(execution, task, trace);
        if (answer.isPresent()) {
          return answer.get();
        }
        if (!waitForHolder(execution)) {
          return new Answer.InProgress(execution.id());
        }
      }
    } catch (JournalUnavailableException e) {
      return new Answer.JournalUnavailable();
    }
  }

  /** Somebody has joined the execution: what it waits for is as urgent as it is. */
  void joined(RunningExecution execution) {
    operations.taskFor(execution.command()).lane().ifPresent(lane -> lanes.joined(lane, execution));
  }

  private Optional<Answer> inLane(RunningExecution execution, Task task, TraceContext trace) {
    Optional<String> lane = task.lane();
    if (lane.isPresent() && !lanes.enter(lane.get(), execution)) {
      return Optional.of(new Answer.InProgress(execution.id()));
    }
    try {
      return claim(execution, task, trace);
    } finally {
      lane.ifPresent(name -> lanes.leave(name, execution));
    }
  }

  /** Closes what nobody has taken up again. */
  void interrupt(RunningExecution execution, TraceContext trace) {
    Task task = operations.taskFor(execution.command());
    if (ports.journal().claim(intent(execution, task)) instanceof Claim.Begun begun) {
      runner.interrupt(execution, task, begun, trace);
    }
  }

  /**
   * Looks after what has ended, unless its lane is busy: there is always a next time. To queue
   * would tell a refused rotation that a successor is here, and it would make way for nobody.
   */
  void lookAfter(RunningExecution execution, TraceContext trace) {
    Task task = operations.taskFor(execution.command());
    Optional<String> lane = task.lane();
    if (lane.isPresent() && !lanes.enterIfFree(lane.get(), execution)) {
      return;
    }
    try {
      ports
          .journal()
          .lookAfter(execution.id(), time.now())
          .ifPresent(care -> runner.lookAfter(execution, task, care, trace));
    } finally {
      lane.ifPresent(name -> lanes.leave(name, execution));
    }
  }

  /** The answer, or empty when another process is at it. */
  private Optional<Answer> claim(RunningExecution execution, Task task, TraceContext trace) {
    PatientJournal journal = new PatientJournal(ports.journal(), execution, time);
    return switch (journal.claim(intent(execution, task))) {
      case Claim.Begun begun -> runner.execute(execution, task, begun, trace);
      case Claim.Settled(_, Outcome outcome) when mayPass(outcome) && execution.triesItself() ->
          Optional.empty();
      case Claim.Settled(ExecutionId earlier, Outcome outcome) ->
          Optional.of(answer(earlier, outcome));
      case Claim.KeyReused _ -> Optional.of(new Answer.KeyReused());
      case Claim.NothingToResume _ -> Optional.of(new Answer.InProgress(execution.id()));
      case Claim.RunsElsewhere(ExecutionId same, Optional<DomainError> lastFailure) -> {
        execution.follow(same);
        execution.identify(same);
        lastFailure.filter(Driver::mayPass).ifPresent(execution::hears);
        yield Optional.empty();
      }
      case Claim.HeldElsewhere(ExecutionId holder) -> {
        execution.identify(holder);
        yield Optional.empty();
      }
    };
  }

  private static boolean mayPass(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> false;
      case Outcome.Failed(Failure failure) -> failure.error().problem().retryable();
    };
  }

  /** A definite no may still be taken back there; if it is final, it is the outcome soon. */
  private static boolean mayPass(DomainError error) {
    return error.problem().retryable();
  }

  private boolean waitForHolder(RunningExecution execution) {
    Instant until = time.now().plus(HELD_ELSEWHERE_PAUSE);
    Pause pause = new Pause(until, until, Pause.Limit.LINGER, false, false);
    return switch (execution.pause(pause)) {
      case GO_ON -> true;
      case GIVE_UP, MAKE_WAY, STOP -> false;
    };
  }

  private Journal.Intent intent(RunningExecution execution, Task task) {
    return new Journal.Intent(
        execution.proposed(),
        execution.key(),
        execution.command(),
        execution.fingerprint(),
        task.lane(),
        task.replay(execution.key()),
        time.now(),
        execution.resumes());
  }

  static Answer answer(ExecutionId id, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed completed -> new Answer.Succeeded(id, completed.result());
      case Outcome.Failed(Failure failure) -> new Answer.Failed(id, failure);
    };
  }
}
