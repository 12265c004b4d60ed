package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.OutboundRequest.Revision;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * A write that waits for its turn. One that was made from a read goes out of date meanwhile, and is
 * made anew by its {@link Revision}. Used by one thread.
 */
final class Draft {
  /**
   * Longer than the usual pause between two writes, so that a new environment costs no read more;
   * shorter than anybody takes who changes things by hand.
   */
  static final Duration FRESH = Duration.ofSeconds(2);

  private final Time time;
  private final Optional<Revision> revision;
  private OutboundRequest request;
  private Instant freshUntil;

  /** A write that has just been made. */
  Draft(OutboundRequest request, Time time) {
    this.time = time;
    this.revision = request.revision();
    this.request = request;
    this.freshUntil = time.now().plus(FRESH);
  }

  /** The write as it was made last. */
  OutboundRequest request() {
    return request;
  }

  boolean isOutdated() {
    return revision.isPresent() && time.now().isAfter(freshUntil);
  }

  /**
   * Makes it anew.
   *
   * @param reads sends what it reads
   * @return whether it is still to be sent
   */
  boolean revise(Function<OutboundRequest, Exchanged> reads) {
    Optional<String> body = revision.flatMap(how -> how.body(reads));
    body.ifPresent(json -> request = request.saying(json));
    freshUntil = time.now().plus(FRESH);
    return body.isPresent();
  }
}
