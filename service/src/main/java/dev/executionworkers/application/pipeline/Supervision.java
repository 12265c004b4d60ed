package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.pipeline.Held.Holding;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.port.in.SuperviseExecutions;
import dev.executionworkers.port.out.ExecutionTelemetry;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.LeaseLostException;
import dev.executionworkers.port.out.Ledger;
import java.util.Optional;
import java.util.function.Consumer;

/** An operator's eyes and hands. Thread-safe. */
final class Supervision implements SuperviseExecutions {
  private final Held held;
  private final Journal journal;
  private final ExecutionTelemetry telemetry;

  Supervision(Held held, Journal journal, ExecutionTelemetry telemetry) {
    this.held = held;
    this.journal = journal;
    this.telemetry = telemetry;
  }

  @Override
  public Optional<Running> running(ExecutionId execution) {
    return held.find(execution)
        .map(holding -> holding.execution().running(holding.pastPointOfNoReturn()));
  }

  @Override
  public Decision retry(ExecutionId execution, Requester by) {
    return decide(execution, Ledger.Request.RETRY, by, RunningExecution::retry);
  }

  @Override
  public Decision abandon(ExecutionId execution, Requester by) {
    return decide(execution, Ledger.Request.ABANDON, by, RunningExecution::abandon);
  }

  /** Recorded first: what was granted holds over a crash, and nobody decides unnamed. */
  private Decision decide(
      ExecutionId id, Ledger.Request request, Requester by, Consumer<RunningExecution> effect) {
    Optional<Holding> found = held.find(id);
    if (found.isEmpty()) {
      return Decision.NOT_HERE;
    }
    Holding holding = found.get();
    if (!holding.pastPointOfNoReturn()) {
      return Decision.NOT_PENDING;
    }
    try {
      journal.record(holding.lease(), request.step(), by.value());
    } catch (LeaseLostException justEnded) {
      return Decision.NOT_HERE;
    } catch (JournalUnavailableException away) {
      return Decision.JOURNAL_UNAVAILABLE;
    }
    telemetry.requested(id, holding.execution().command(), request, by);
    effect.accept(holding.execution());
    return Decision.TAKEN;
  }
}
