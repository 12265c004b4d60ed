package dev.executionworkers.domain.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time for which a peer wants to be left alone by one account.
 *
 * @param from since when
 * @param until until when
 * @param told whether the peer said for how long; otherwise we guess, and guess longer each time
 */
public record PeerBlock(Instant from, Instant until, boolean told) {
  /** For a peer that does not say: GitHub asks for "at least one minute". */
  public static final Duration FIRST_GUESS = Duration.ofMinutes(1);

  /** Nobody is left alone for longer than this, whatever was said. */
  public static final Duration LONGEST = Duration.ofHours(1);

  /** A guess that ended so long ago was long enough. */
  private static final Duration CALM = Duration.ofMinutes(10);

  /**
   * What a block becomes by one more sign to slow down. It never becomes shorter; signs that come
   * while it lasts belong to requests that were under way when it began, so they make no guess
   * grow.
   *
   * @param last the block before, over or not
   * @param told for how long, if the peer said so
   */
  public static PeerBlock after(Optional<PeerBlock> last, Optional<Duration> told, Instant now) {
    Optional<PeerBlock> running = last.filter(block -> block.lastsAt(now));
    Duration time = told.orElseGet(() -> guess(last.filter(block -> !block.lastsAt(now)), now));
    Instant until = now.plus(Times.shorter(time, LONGEST));
    return running
        .map(block ->
            block.until().isBefore(until)
                ? new PeerBlock(block.from(), until, told.isPresent())
                : block)
        .orElse(new PeerBlock(now, until, told.isPresent()));
  }

  /** Twice as long as the last guess, if that was not long enough. */
  private static Duration guess(Optional<PeerBlock> over, Instant now) {
    return over.filter(block -> !block.told() && now.isBefore(block.until().plus(CALM)))
        .map(block -> Duration.between(block.from(), block.until()).multipliedBy(2))
        .orElse(FIRST_GUESS);
  }

  /** Whether the peer is to be left alone then. A block that claims to be too long is no block. */
  public boolean lastsAt(Instant now) {
    return now.isBefore(until) && !now.plus(LONGEST).isBefore(until);
  }
}
