package dev.executionworkers.limits;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.ExecutionTelemetry;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.TraceContext;

/** Tells nobody anything, but of a defect. */
final class SilentTelemetry implements ExecutionTelemetry {
  @Override
  public TraceContext current() {
    return new TraceContext() {};
  }

  @Override
  public ExecutionScope open(ExecutionId execution, Command command, TraceContext parent) {
    return new Silence();
  }

  @Override
  public void requested(
      ExecutionId execution, Command command, Ledger.Request request, Requester by) {}

  private static final class Silence implements ExecutionScope, PhaseScope {
    @Override
    public void attemptFailed(String step, int number, Failure failure, boolean logged) {}

    @Override
    public void notice(Notice notice) {}

    @Override
    public PhaseScope phase(Phase phase) {
      return this;
    }

    @Override
    public void ended(Outcome outcome, DomainEvent event) {}

    @Override
    public void endedWithoutOutcome(String reason) {}

    @Override
    public void defect(Throwable bug) {
      throw new AssertionError(bug);
    }

    @Override
    public void robot(String username) {}

    @Override
    public void failed(Failure failure) {}

    @Override
    public void close() {}
  }
}
