package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;

/** What is told of each execution: its span, its line in the log, its metrics. Thread-safe. */
public interface ExecutionTelemetry {

  /** The current place in the current thread's trace. */
  TraceContext current();

  /** Opens the operation's span under {@code parent} and makes it current on this thread. */
  ExecutionScope open(ExecutionId execution, Command command, TraceContext parent);

  /** An operator has decided on a pending execution: one line, on the thread of the request. */
  void requested(ExecutionId execution, Command command, Ledger.Request request, Requester by);

  /** An open execution. Used on one thread. */
  interface ExecutionScope extends AutoCloseable {

    /**
     * An attempt failed: one count, and one line if it is worth it.
     *
     * @param number counted from 1 within the step
     * @param logged whether it is worth a line
     */
    void attemptFailed(String step, int number, Failure failure, boolean logged);

    /** Something an operator should know although nothing failed: one line, one count. */
    void notice(Notice notice);

    /** Opens a span within the operation's, and makes it current until it is closed. */
    PhaseScope phase(Phase phase);

    /** The outcome is recorded: one line, the event's count, the duration. */
    void ended(Outcome outcome, DomainEvent event);

    /** It ended without an outcome. */
    void endedWithoutOutcome(String reason);

    /** A bug. */
    void defect(Throwable bug);

    /** Closes the span and makes the former one current. */
    @Override
    void close();
  }

  /** An open part of an operation. */
  interface PhaseScope extends AutoCloseable {

    /** Names the robot account at work. */
    void robot(String username);

    /** The part failed. */
    void failed(Failure failure);

    @Override
    void close();
  }

  /** The parts of operations that have a span of their own. */
  enum Phase {
    ROTATE_ROBOT_TOKEN("execution-workers.harbor.RotateRobotToken");

    private final String spanName;

    Phase(String spanName) {
      this.spanName = spanName;
    }

    /** The name of its span. */
    public String spanName() {
      return spanName;
    }
  }

  /** What an operator should know although nothing failed. */
  enum Notice {
    REGISTRY_NOT_CONFIGURED(
        "no registry is configured: the request was accepted and nothing was rotated"),
    ROBOT_SHARED(
        "the robot serves more than one secret: rotating it takes the token from under the others;"
            + " put {secretId} into HARBOR_ROBOT_NAME"),
    ROTATION_REOPENED(
        "the last proof failed: something has taken the robot's token since it was handed on; it is"
            + " put right and handed on again"),
    ROTATION_TAKEN_UP_AGAIN(
        "the rotation that this one had made way for came to nothing: its own token is in force,"
            + " and is handed on after all"),
    TOKEN_SET_AGAIN("the registry had lost the robot's new token; the same one was set again");

    private final String text;

    Notice(String text) {
      this.text = text;
    }

    /** What a person reads. */
    public String text() {
      return text;
    }
  }
}
