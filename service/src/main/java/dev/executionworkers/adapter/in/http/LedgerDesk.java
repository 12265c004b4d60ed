package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.Reply;
import dev.executionworkers.adapter.in.wire.ReplyJson;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.InvalidCommandException;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.port.in.SuperviseExecutions;
import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Ledger;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Where operators read what was done, and decide on what is pending. */
final class LedgerDesk {
  private static final HeaderName REQUESTED_BY = HeaderNames.create(Requester.FIELD);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final Admission admission;
  private final Ledger ledger;
  private final SuperviseExecutions executions;
  private final InstantSource clock;

  LedgerDesk(
      Admission admission, Ledger ledger, SuperviseExecutions executions, InstantSource clock) {
    this.admission = admission;
    this.ledger = ledger;
    this.executions = executions;
    this.clock = clock;
  }

  Reply serve(Routes.LedgerRoute route, ServerRequest request) {
    if (!route.methods().contains(request.prologue().method().text())) {
      return ServerProblem.METHOD_NOT_ALLOWED
          .because("the ledger is read with GET, and decided on with POST")
          .withHeader("Allow", String.join(", ", route.methods()));
    }
    Optional<Refusal> refusal = admission.refusal(request);
    return refusal.isPresent() ? refusal.get() : admitted(route, request);
  }

  private Reply admitted(Routes.LedgerRoute route, ServerRequest request) {
    try {
      return switch (route) {
        case Routes.LedgerPage _ -> page(request);
        case Routes.LedgerEntry(ExecutionId id) -> entry(id);
        case Routes.LedgerDecision(ExecutionId id, Routes.Verb verb) ->
            decide(id, verb, requester(request));
      };
    } catch (InvalidCommandException e) {
      return ServerProblem.INVALID_REQUEST.because(String.valueOf(e.getMessage()));
    } catch (JournalUnavailableException e) {
      return ServerProblem.JOURNAL_UNAVAILABLE.because("the journal cannot be read");
    }
  }

  private Reply page(ServerRequest request) {
    Ledger.Query query = LedgerQuery.parse(request.prologue().query().rawValue(), clock.instant());
    return new Reply.Page(Reply.Page.JSON, LedgerJson.page(ledger.list(query)));
  }

  private Reply entry(ExecutionId id) {
    return ledger
        .find(id)
        .<Reply>map(
            entry -> new Reply.Success(OK, id, LedgerJson.entry(entry, executions.running(id))))
        .orElseGet(LedgerDesk::unknown);
  }

  private Reply decide(ExecutionId id, Routes.Verb verb, Requester by) {
    Decision decision =
        switch (verb) {
          case RETRY -> executions.retry(id, by);
          case ABANDON -> executions.abandon(id, by);
        };
    return switch (decision) {
      case TAKEN -> new Reply.Success(ACCEPTED, id, ReplyJson.accepted(id));
      case NOT_PENDING ->
          ledger.find(id).map(LedgerDesk::notPending).orElseGet(LedgerDesk::unknown);
      case JOURNAL_UNAVAILABLE ->
          ServerProblem.JOURNAL_UNAVAILABLE
              .because("it is not known whether the decision was recorded; ask again")
              .about(id);
    };
  }

  private static Refusal notPending(Ledger.Entry entry) {
    String why =
        switch (entry.line().state()) {
          case UNFINISHED -> "it has not passed its point of no return, and ends by itself";
          case SUCCEEDED, FAILED, INTERRUPTED -> "it has ended";
        };
    return ServerProblem.NOT_PENDING.because(why).about(entry.line().execution());
  }

  private static Refusal unknown() {
    return ServerProblem.NOT_FOUND.because(
        "no operation of this id is in the journal: there was none, or JOURNAL_RETENTION is over");
  }

  private static Requester requester(ServerRequest request) {
    List<String> values = request.headers().all(REQUESTED_BY, List::of);
    if (values.size() != 1) {
      throw new InvalidCommandException(Requester.FIELD, "must come once, and say who asks");
    }
    return new Requester(values.getFirst());
  }
}
