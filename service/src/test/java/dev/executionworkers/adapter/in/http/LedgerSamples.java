package dev.executionworkers.adapter.in.http;

import static dev.executionworkers.adapter.in.http.RunningServer.EXECUTION;
import static dev.executionworkers.adapter.in.http.RunningServer.NOW;

import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.port.out.Ledger.Entry;
import dev.executionworkers.port.out.Ledger.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Executions as the ledger shows them. */
final class LedgerSamples {
  static final String ENTRY = "/operations/" + EXECUTION;
  static final String RETRY = ENTRY + "/retry";
  static final String ABANDON = ENTRY + "/abandon";

  static final DomainError ERROR =
      new DomainError(Peer.SECRET_BINDINGS, Problem.REJECTED, 422, "no \"such\" secret");
  static final Outcome FAILED = new Outcome.Failed(new Failure.Refused(ERROR));
  static final Outcome CONFIRMED = new Outcome.Completed(new Result.Confirmed());

  private LedgerSamples() {}

  static Entry entry(Optional<Outcome> outcome) {
    return new Entry(
        line(outcome),
        EXECUTION.value(),
        Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        List.of());
  }

  static Line line(Optional<Outcome> outcome) {
    Instant begun = NOW.minus(Duration.ofHours(1));
    return new Line(
        42,
        EXECUTION,
        OperationName.UPDATE_SECRET_BINDINGS,
        "ci",
        begun,
        outcome.map(_ -> begun.plusMillis(1_500)),
        outcome);
  }
}
