package dev.executionworkers.adapter.out.delegated;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.ForeignText;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.RetryAfter;
import dev.executionworkers.adapter.out.exchange.Verdict;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the answer to one attempt means. Pure and total.
 *
 * @param peer who answers
 * @param known the secrets that were sent, which no answer may bring to light
 * @param effectInDoubt whether an earlier attempt under the same key may have had its effect, or
 *     may still be at work
 */
record DelegatedAnswers(Peer peer, ForeignText known, boolean effectInDoubt) {
  private static final int CONFLICT = 409;

  /** Problem details (RFC 9457) first, then what services commonly write. */
  private static final List<String> MESSAGE_PATHS =
      List.of("/detail", "/title", "/message", "/error", "/error/message");

  /** Whether a connection was accepted, which is all that is asked before a rotation. */
  static StepResult<Confirmed> ofConnecting(Peer peer, Optional<Faulted> fault) {
    return fault
        .<StepResult<Confirmed>>map(faulted -> StepResult.failed(Verdict.of(peer, faulted)))
        .orElseGet(() -> StepResult.done(new Confirmed()));
  }

  /** Any 2xx confirms, whatever is in its body; a 202 of a receiver is its word that it will. */
  StepResult<Confirmed> read(Exchanged exchanged) {
    return switch (exchanged) {
      case Faulted faulted -> StepResult.failed(Verdict.of(peer, faulted));
      case Answered answer when answer.status() >= 200 && answer.status() <= 299 ->
          StepResult.done(new Confirmed());
      case Answered answer -> StepResult.failed(failure(answer));
    };
  }

  /**
   * A conflict after an attempt of unknown effect is most likely that very attempt, still at work
   * under the same key: it is asked again rather than taken for a refusal.
   */
  private Failure failure(Answered answer) {
    if (answer.status() == CONFLICT && effectInDoubt) {
      var error = new DomainError(peer, Problem.UNAVAILABLE, CONFLICT, detail(answer));
      return new Failure.PeerFailed(error, RetryAfter.of(answer));
    }
    return Verdict.ofStatus(
        peer, answer.status(), detail(answer), RetryAfter.of(answer), answer.receivedAt());
  }

  private String detail(Answered answer) {
    String what = peer.target() + " answered " + answer.status();
    return known.firstOf(messages(answer.body())).map(why -> what + ": " + why).orElse(what);
  }

  private static List<String> messages(String body) {
    return Json.read(body).stream().flatMap(DelegatedAnswers::messages).toList();
  }

  private static Stream<String> messages(JsonNode body) {
    return MESSAGE_PATHS.stream()
        .map(body::at)
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue);
  }
}
