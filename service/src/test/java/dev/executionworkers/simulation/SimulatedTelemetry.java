package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.ExecutionTelemetry;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.TraceContext;

/**
 * Reads every line for a secret, counts what an operator is told of, and keeps it for the trace.
 */
final class SimulatedTelemetry implements ExecutionTelemetry {
  private final DeterministicTime time;
  private final Tally tally;

  SimulatedTelemetry(DeterministicTime time, Tally tally) {
    this.time = time;
    this.tally = tally;
  }

  @Override
  public TraceContext current() {
    return new TraceContext() {};
  }

  @Override
  public ExecutionScope open(ExecutionId execution, Command command, TraceContext parent) {
    line(execution + " opens " + command);
    return new Scope(execution);
  }

  @Override
  public void requested(
      ExecutionId execution, Command command, Ledger.Request request, Requester by) {
    line(execution + " is decided on: " + request + " by " + by);
  }

  private void line(String text) {
    time.interact();
    if (text.contains(SimulatedRegistry.MARK)) {
      tally.violation("secret in telemetry", text);
    }
    tally.trace(() -> text);
  }

  private final class Scope implements ExecutionScope {
    private final ExecutionId execution;

    Scope(ExecutionId execution) {
      this.execution = execution;
    }

    @Override
    public void attemptFailed(String step, int number, Failure failure, boolean logged) {
      line(execution + " " + step + " " + number + " " + failure);
    }

    @Override
    public void notice(Notice notice) {
      tally.count("notice: " + notice);
      line(execution + " notices " + notice);
    }

    @Override
    public PhaseScope phase(Phase phase) {
      line(execution + " " + phase);
      return new PhaseScope() {
        @Override
        public void robot(String username) {
          line(execution + " robot " + username);
        }

        @Override
        public void failed(Failure failure) {
          line(execution + " phase failed " + failure);
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void ended(Outcome outcome, DomainEvent event) {
      line(execution + " ended " + outcome + " " + event);
    }

    @Override
    public void endedWithoutOutcome(String reason) {
      line(execution + " abandoned: " + reason);
    }

    @Override
    public void defect(Throwable bug) {
      if (!(bug instanceof ProcessDiedError)) {
        tally.violation("defect", bug.toString());
      }
    }

    @Override
    public void close() {}
  }
}
