package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.ExecutionTelemetry;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.TraceContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, a line each. */
final class RecordingTelemetry implements ExecutionTelemetry {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private volatile Runnable betweenAttempts = () -> {};

  /** Something happens between each failed attempt and the next. */
  void onFailure(Runnable happening) {
    betweenAttempts = happening;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public TraceContext current() {
    return new TraceContext() {};
  }

  @Override
  public ExecutionScope open(ExecutionId execution, Command command, TraceContext parent) {
    lines.add("open " + command.operation().label());
    return new Scope();
  }

  @Override
  public void requested(
      ExecutionId execution, Command command, Ledger.Request request, Requester by) {
    lines.add(request.step() + " by " + by);
  }

  private final class Scope implements ExecutionScope {
    @Override
    public void attemptFailed(String step, int number, Failure failure, boolean logged) {
      lines.add(
          "failed "
              + step
              + " "
              + number
              + " "
              + failure.error().code()
              + (logged ? "" : " quiet"));
      betweenAttempts.run();
    }

    @Override
    public void notice(Notice notice) {
      lines.add("notice " + notice);
    }

    @Override
    public PhaseScope phase(Phase phase) {
      lines.add("phase " + phase);
      return new PhaseScope() {
        @Override
        public void robot(String username) {
          lines.add("robot " + username);
        }

        @Override
        public void failed(Failure failure) {
          lines.add("phase failed " + failure.error().code());
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void ended(Outcome outcome, DomainEvent event) {
      lines.add("ended " + event.operation().event() + " " + event.result());
    }

    @Override
    public void endedWithoutOutcome(String reason) {
      lines.add("ended without an outcome");
    }

    @Override
    public void defect(Throwable bug) {
      lines.add("defect " + bug.getMessage());
    }

    @Override
    public void close() {
      lines.add("close");
    }
  }
}
