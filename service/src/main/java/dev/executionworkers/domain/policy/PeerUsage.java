package dev.executionworkers.domain.policy;

import dev.executionworkers.domain.policy.Pace.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How much one account of a peer has been asked lately, as of {@code now}.
 *
 * @param now by the clock of whoever keeps it, as all times in it
 * @param block the last block, over or not
 * @param writes those that still matter, in any order
 */
public record PeerUsage(Instant now, Optional<PeerBlock> block, List<Write> writes) {
  /** Somebody else's write ends at any time: it is looked for so often. */
  private static final Duration WHILE_ANOTHER_WRITES = Duration.ofMillis(250);

  public PeerUsage {
    writes = List.copyOf(writes);
  }

  /** For how much longer the peer wants to be left alone; nothing when it does not. */
  public Duration blockedFor() {
    return block
        .filter(each -> each.lastsAt(now))
        .map(each -> Duration.between(now, each.until()))
        .orElse(Duration.ZERO);
  }

  /** For how long the write after {@code ahead} others has to wait. */
  public Duration untilWrite(Pace pace, int ahead) {
    return Times.longer(blockedFor(), pace.untilNext(writes, now, ahead));
  }

  /**
   * For how long to wait before asking for the turn again; nothing when it is free.
   *
   * @param hold the longest that a write may be under way
   */
  public Duration untilTurn(Pace pace, Duration hold) {
    boolean writing =
        writes.stream()
            .map(Write::endedAt)
            .anyMatch(end -> end.isAfter(now) && !end.isAfter(now.plus(hold)));
    Duration wait = untilWrite(pace, 0);
    return writing ? Times.longer(wait, WHILE_ANOTHER_WRITES) : wait;
  }
}
