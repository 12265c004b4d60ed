package dev.executionworkers.adapter.out.events;

import java.time.Instant;
import java.util.Optional;

/** What the sink made of an event. */
sealed interface Receipt {

  /** It has it. */
  record Accepted() implements Receipt {}

  /**
   * It does not want this event, and will hardly want it tomorrow.
   *
   * @param detail what a person reads
   */
  record Refused(String detail) implements Receipt {}

  /**
   * It could not take it now, or nobody knows.
   *
   * @param detail what a person reads
   * @param retryAt when the sink said that it may be asked again
   * @param everyone whether it would not have taken any other event either
   */
  record Failed(String detail, Optional<Instant> retryAt, boolean everyone) implements Receipt {}
}
