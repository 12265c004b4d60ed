package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import java.time.Instant;
import java.util.Optional;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * What time it is at a peer, by the {@code Date} of an answer (RFC 9110, 6.6.1). Pure and total.
 */
public final class PeerClock {
  private PeerClock() {}

  /** The peer's time when it answered; ours where it does not say. */
  public static Instant at(Answered answer) {
    return said(answer).orElse(answer.receivedAt());
  }

  /** The peer's time when it answered; empty where it does not say. */
  public static Optional<Instant> said(Answered answer) {
    return answer.header("Date").flatMap(PeerClock::parse);
  }

  /** A date in any of the forms that HTTP has had; empty for anything else. */
  static Optional<Instant> parse(String date) {
    return Optional.ofNullable(DateUtils.parseStandardDate(date.strip()));
  }
}
