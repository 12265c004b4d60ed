package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.ExecutionId;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes UUIDs of version 7 (RFC 9562 §5.7): milliseconds first, the rest random. Thread-safe. */
public final class TimeOrderedIds {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT_BITS = 0x8000_0000_0000_0000L;

  private final InstantSource clock;
  private final RandomGenerator random;

  /**
   * @param random thread-safe
   */
  public TimeOrderedIds(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** An id that no other execution has. */
  public ExecutionId next() {
    long high = (clock.millis() << 16) | VERSION_7 | (random.nextLong() & 0x0fffL);
    long low = VARIANT_BITS | (random.nextLong() >>> 2);
    return new ExecutionId(new UUID(high, low).toString());
  }
}
