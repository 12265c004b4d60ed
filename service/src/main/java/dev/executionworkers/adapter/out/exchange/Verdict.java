package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import java.time.Instant;
import java.util.Optional;

/**
 * What any HTTP answer means as long as the provider has nothing more particular to say. Pure and
 * total: every fault and every number that can stand for a status has a meaning.
 *
 * <p>Sources: RFC 9110 for the classes; DESIGN's vocabulary for what may pass. 408, 421, 423, 425
 * and 499 may pass, so they are never a refusal.
 */
public final class Verdict {
  private Verdict() {}

  /** The failure that a transport fault is. */
  public static Failure of(Peer peer, Exchanged.Faulted faulted) {
    return switch (faulted.kind()) {
      case NOT_CONNECTED,
          NO_TUNNEL,
          UNKNOWN_HOST,
          TLS_FAILED,
          CERTIFICATE_OUT_OF_DATE,
          CERTIFICATE_UNTRUSTED,
          CERTIFICATE_OF_ANOTHER_HOST,
          BREAKER_OPEN,
          NO_PERMIT ->
          new Failure.NeverSent(error(peer, Problem.UNAVAILABLE, faulted.kind()), faulted.until());
      case PROXY_LOGIN_REFUSED ->
          new Failure.Refused(error(peer, Problem.CREDENTIALS_REJECTED, faulted.kind()));
      case LIMIT_REACHED ->
          new Failure.Throttled(
              error(peer, Problem.RATE_LIMITED, faulted.kind()),
              faulted.until().orElse(Instant.EPOCH));
      case TIMED_OUT -> new Failure.LostReply(error(peer, Problem.TIMEOUT, faulted.kind()));
      case CONNECTION_LOST ->
          new Failure.LostReply(error(peer, Problem.UNAVAILABLE, faulted.kind()));
      case UNREADABLE, TOO_LARGE ->
          new Failure.LostReply(error(peer, Problem.UNEXPECTED_RESPONSE, faulted.kind()));
    };
  }

  /**
   * The failure that a status is when no more is known. A success is one too: whoever asks does not
   * recognise it as what was asked for.
   *
   * @param detail what a person reads
   * @param retryAt when the peer said it may be asked again
   * @param now for a 429 that does not say
   */
  public static Failure ofStatus(
      Peer peer, int status, String detail, Optional<Instant> retryAt, Instant now) {
    return switch (status) {
      case 400, 422 -> refused(peer, Problem.REJECTED, status, detail);
      // 407: a proxy on the way wants credentials; no peer's refusal, and mended by a setting
      case 401, 407 -> refused(peer, Problem.CREDENTIALS_REJECTED, status, detail);
      case 403 -> refused(peer, Problem.PERMISSION_DENIED, status, detail);
      case 404 -> refused(peer, Problem.NOT_FOUND, status, detail);
      case 409 -> refused(peer, Problem.CONFLICT, status, detail);
      case 408, 421, 423, 425, 499 ->
          new Failure.PeerFailed(
              new DomainError(peer, Problem.UNAVAILABLE, status, detail), retryAt);
      case 429 ->
          new Failure.Throttled(
              new DomainError(peer, Problem.RATE_LIMITED, status, detail), retryAt.orElse(now));
      default -> ofClass(peer, status, detail, retryAt);
    };
  }

  private static Failure ofClass(Peer peer, int status, String detail, Optional<Instant> retryAt) {
    if (status >= 500 && status <= 599) {
      return new Failure.PeerFailed(
          new DomainError(peer, Problem.UNAVAILABLE, status, detail), retryAt);
    }
    if (status >= 400 && status <= 499) {
      return refused(peer, Problem.REJECTED, status, detail);
    }
    if (status >= 300 && status <= 399) {
      return refused(peer, Problem.UNEXPECTED_RESPONSE, status, detail);
    }
    return new Failure.LostReply(
        new DomainError(peer, Problem.UNEXPECTED_RESPONSE, status, detail));
  }

  private static Failure refused(Peer peer, Problem problem, int status, String detail) {
    return new Failure.Refused(new DomainError(peer, problem, status, detail));
  }

  private static DomainError error(Peer peer, Problem problem, Exchanged.Fault fault) {
    return new DomainError(
        peer, problem, DomainError.NO_STATUS, peer.target() + ": " + fault.text());
  }
}
