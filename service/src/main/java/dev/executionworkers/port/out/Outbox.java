package dev.executionworkers.port.out;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The domain events that were recorded together with their outcomes and are still to be delivered.
 * What changes is durable when the method returns. Thread-safe.
 *
 * <p>All methods throw {@link JournalUnavailableException} when the journal cannot be used.
 */
public interface Outbox {

  /**
   * Asks to be the one who publishes, and tells whether that is so. Of all processes that share the
   * outbox at most one is told yes; to be asked before every few deliveries, since the right ends
   * with the connection that has it.
   */
  boolean mayPublish();

  /**
   * The events that may be delivered now, in the order in which they were recorded. Of a subject
   * whose first event is put off there is none.
   *
   * @param limit how many at most
   */
  List<Waiting> due(Instant now, int limit);

  /** These were delivered, and are forgotten; what is forgotten already does no harm. */
  void delivered(Collection<Long> numbers);

  /**
   * One more attempt failed: the event, and with it all that come after it in its subject, waits.
   *
   * @param until when it is tried again
   * @param refusedSince since when the sink refuses it; empty when it is not refused
   */
  void putOff(long number, Instant until, Optional<Instant> refusedSince);

  /** The event is given up, and kept for a person to look at. Its subject goes on without it. */
  void park(long number, Instant at);

  /** How much there is. */
  Backlog backlog(Instant now);

  /**
   * An event that is to be delivered.
   *
   * @param number rises in the order in which events were recorded
   * @param id what consumers deduplicate by
   * @param subject within which order is kept
   * @param body the event as it leaves
   * @param attempts how many have failed
   * @param refusedSince since when the sink refuses it
   */
  record Waiting(
      long number,
      String id,
      String subject,
      String body,
      int attempts,
      Optional<Instant> refusedSince) {}

  /**
   * What has piled up.
   *
   * @param waiting how many events are to be delivered
   * @param parked how many were given up and are still kept
   * @param oldestAge how long the oldest that is to be delivered has waited; nothing without one
   */
  record Backlog(long waiting, long parked, Duration oldestAge) {
    /** Nothing at all. */
    public static final Backlog NONE = new Backlog(0, 0, Duration.ZERO);
  }
}
