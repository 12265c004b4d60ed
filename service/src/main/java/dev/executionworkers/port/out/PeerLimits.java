package dev.executionworkers.port.out;

import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.PeerUsage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How much each account of a peer has been asked lately, kept where all processes see it that use
 * the account, and over restarts. What changes is durable when the method returns. Thread-safe.
 *
 * <p>All methods throw {@link JournalUnavailableException} when it cannot be known. Waits are told
 * as durations, since the clock is that of whoever keeps it.
 */
public interface PeerLimits {

  /**
   * How much it has been asked.
   *
   * @param account whose limits; the peer is part of the name
   * @param memory for how long a write matters
   */
  PeerUsage usage(String account, Duration memory);

  /** For how much longer each account is to be left alone that is; no other is in it. */
  Map<String, Duration> blocked();

  /**
   * Asks for the turn to write. Of all who ask at most one has it at a time.
   *
   * @param hold after which the turn ends by itself, whatever became of whoever had it; zero for
   *     one that ends at once, so that others may have one beside it
   */
  Turn take(String account, Pace pace, Duration hold);

  /** The write has been answered, or was never sent. What has ended already does no harm. */
  void end(Turn.Taken turn);

  /**
   * The peer wants the account to leave it alone.
   *
   * @param told for how long; empty when it did not say
   * @return for how long it is left alone, from now
   */
  Duration block(String account, Optional<Duration> told);

  /** Whether one may write. */
  sealed interface Turn {

    /** Now. */
    record Taken(long number) implements Turn {}

    /**
     * Not yet.
     *
     * @param time after which asking again makes sense
     */
    record Later(Duration time) implements Turn {}
  }
}
