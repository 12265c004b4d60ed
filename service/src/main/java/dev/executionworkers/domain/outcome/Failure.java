package dev.executionworkers.domain.outcome;

import java.time.Instant;
import java.util.Optional;

/**
 * A failed attempt, sorted by what it tells about the effect, not by which library threw it. This
 * is what decides whether to try again.
 */
public sealed interface Failure {

  /** What went wrong, in the stable vocabulary. */
  DomainError error();

  /**
   * Nothing left the house: connection refused, no such host, breaker open, no permit.
   *
   * @param notBefore when it may leave again, where that is known
   */
  record NeverSent(DomainError error, Optional<Instant> notBefore) implements Failure {

    /** It may leave again at any time. */
    public NeverSent(DomainError error) {
      this(error, Optional.empty());
    }
  }

  /**
   * Told to wait; nothing happened.
   *
   * @param until when the peer may be asked again
   */
  record Throttled(DomainError error, Instant until) implements Failure {}

  /** A definite no; nothing happened, and asking again changes nothing. */
  record Refused(DomainError error) implements Failure {}

  /**
   * A no that the peer may take back within seconds, because what was just made is not visible
   * everywhere yet; nothing happened. Waited for until the caller's deadline, and definite then.
   */
  record NotYet(DomainError error) implements Failure {}

  /**
   * The peer answered that it failed; whether the effect happened is unknown.
   *
   * @param notBefore when the peer said it may be asked again
   */
  record PeerFailed(DomainError error, Optional<Instant> notBefore) implements Failure {}

  /** It was sent and no usable answer came; whether the effect happened is unknown. */
  record LostReply(DomainError error) implements Failure {}

  /**
   * The process ended in the middle and nobody asked again, so that it was closed; whether the
   * effect happened is unknown. It comes of no attempt, and nothing is tried after it.
   */
  record Interrupted(DomainError error) implements Failure {}

  /** Whether the effect may have happened although the attempt failed. */
  default boolean effectUnknown() {
    return switch (this) {
      case NeverSent _, Throttled _, Refused _, NotYet _ -> false;
      case PeerFailed _, LostReply _, Interrupted _ -> true;
    };
  }

  /**
   * The same failure of a call that cannot have had an effect: a look, or what another call is only
   * prepared by.
   */
  default Failure withoutEffect() {
    return switch (this) {
      case NeverSent _, Throttled _, Refused _, NotYet _ -> this;
      case PeerFailed(DomainError error, Optional<Instant> notBefore) ->
          notBefore
              .<Failure>map(until -> new Throttled(error, until))
              .orElseGet(() -> new NeverSent(error));
      case LostReply(DomainError error) -> new NeverSent(error);
      case Interrupted(DomainError error) -> new NeverSent(error);
    };
  }

  /** The same failure with another error. */
  default Failure with(DomainError other) {
    return switch (this) {
      case NeverSent(_, Optional<Instant> notBefore) -> new NeverSent(other, notBefore);
      case Throttled(_, Instant until) -> new Throttled(other, until);
      case Refused _ -> new Refused(other);
      case NotYet _ -> new NotYet(other);
      case PeerFailed(_, Optional<Instant> notBefore) -> new PeerFailed(other, notBefore);
      case LostReply _ -> new LostReply(other);
      case Interrupted _ -> new Interrupted(other);
    };
  }

  /** When the peer may be asked again, where that is known. */
  default Optional<Instant> retryAt() {
    return switch (this) {
      case Throttled(_, Instant until) -> Optional.of(until);
      case PeerFailed(_, Optional<Instant> notBefore) -> notBefore;
      case NeverSent(_, Optional<Instant> notBefore) -> notBefore;
      case Refused _, NotYet _, LostReply _, Interrupted _ -> Optional.empty();
    };
  }
}
