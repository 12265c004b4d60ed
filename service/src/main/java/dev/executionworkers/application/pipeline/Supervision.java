package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.port.in.SuperviseExecutions;
import dev.executionworkers.port.out.ExecutionTelemetry;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Ledger;
import java.util.Optional;

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
    return decide(execution, Ledger.Request.RETRY, by);
  }

  @Override
  public Decision abandon(ExecutionId execution, Requester by) {
    return decide(execution, Ledger.Request.ABANDON, by);
  }

  /** Recorded first: what was granted holds over a crash, and nobody decides unnamed. */
  private Decision decide(ExecutionId id, Ledger.Request request, Requester by) {
    if (held.find(id).filter(holding -> !holding.pastPointOfNoReturn()).isPresent()) {
      return Decision.NOT_PENDING;
    }
    Optional<Command> about;
    try {
      about = journal.request(id, request, by);
    } catch (JournalUnavailableException away) {
      return Decision.JOURNAL_UNAVAILABLE;
    }
    if (about.isEmpty()) {
      return Decision.NOT_PENDING;
    }
    telemetry.requested(id, about.get(), request, by);
    heed();
    return Decision.TAKEN;
  }

  /** If it runs here; what cannot be read now is heeded with everything that others record. */
  private void heed() {
    try {
      held.heed(journal);
    } catch (JournalUnavailableException away) {
      return;
    }
  }
}
