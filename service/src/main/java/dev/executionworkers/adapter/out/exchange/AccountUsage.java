package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.policy.PeerBlock;
import dev.executionworkers.domain.policy.PeerUsage;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.PeerLimits;
import dev.executionworkers.port.out.PeerLimits.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much one account has been asked: what is kept for all processes, looked at anew after a
 * moment and after each change of ours. While it cannot be known, nothing may be sent. Thread-safe.
 */
final class AccountUsage {
  private static final Duration KNOWN_FOR = Duration.ofMillis(250);

  /** What cannot be known now is asked for again after so long. */
  static final Duration WHILE_UNKNOWN = Duration.ofSeconds(1);

  private final PeerLimits limits;
  private final PeerPace pace;
  private final InstantSource clock;
  private final ReadAllowance reads;
  private volatile Optional<Known> known = Optional.empty();
  private volatile Instant unkeptBlock = Instant.MIN;

  private record Known(PeerUsage usage, Instant at) {}

  /** The usage of the account that {@code pace} names. */
  AccountUsage(PeerLimits limits, PeerPace pace, InstantSource clock) {
    this.limits = limits;
    this.pace = pace;
    this.clock = clock;
    this.reads = new ReadAllowance(limits, pace);
  }

  /** For how much longer the peer wants to be left alone; nothing when it does not. */
  Duration blockedFor() {
    Instant now = clock.instant();
    return Times.longer(until(unkeptBlock, now), usage(now).blockedFor());
  }

  /** The same, where it is known already for how long each account is blocked that is. */
  Duration blockedFor(Map<String, Duration> kept) {
    return Times.longer(
        until(unkeptBlock, clock.instant()), kept.getOrDefault(pace.account(), Duration.ZERO));
  }

  /** For how long the write after {@code ahead} others has to wait. */
  Duration untilWrite(int ahead) {
    Instant now = clock.instant();
    return Times.longer(until(unkeptBlock, now), usage(now).untilWrite(pace.writes(), ahead));
  }

  /** Takes a read, or tells for how long there is none. */
  Optional<Duration> takeRead() {
    try {
      return reads.take(clock.instant());
    } catch (JournalUnavailableException away) {
      return Optional.of(WHILE_UNKNOWN);
    }
  }

  /** Asks for the turn to write. */
  Turn take() {
    Duration unkept = until(unkeptBlock, clock.instant());
    if (unkept.isPositive()) {
      return new Turn.Later(unkept);
    }
    try {
      Turn turn = limits.take(pace.account(), pace.writes(), pace.hold());
      known = Optional.empty();
      return turn;
    } catch (JournalUnavailableException away) {
      return new Turn.Later(WHILE_UNKNOWN);
    }
  }

  /** A turn that cannot be given back ends by itself. */
  void end(Turn.Taken turn) {
    try {
      limits.end(turn);
    } catch (JournalUnavailableException away) {
      return;
    } finally {
      known = Optional.empty();
    }
  }

  /** The peer wants to be left alone; a block that cannot be kept for all holds for us at least. */
  Duration block(Optional<Duration> told) {
    try {
      return limits.block(pace.account(), told);
    } catch (JournalUnavailableException away) {
      Instant now = clock.instant();
      Instant until = now.plus(told.orElse(PeerBlock.FIRST_GUESS));
      unkeptBlock = Times.later(unkeptBlock, until);
      return until(unkeptBlock, now);
    } finally {
      known = Optional.empty();
    }
  }

  private PeerUsage usage(Instant now) {
    Optional<Known> fresh = known.filter(each -> now.isBefore(each.at().plus(KNOWN_FOR)));
    if (fresh.isEmpty()) {
      fresh = Optional.of(new Known(read(now), now));
      known = fresh;
    }
    PeerUsage usage = fresh.get().usage();
    Duration age = Duration.between(fresh.get().at(), now);
    return new PeerUsage(usage.now().plus(age), usage.block(), usage.writes());
  }

  private PeerUsage read(Instant now) {
    try {
      return limits.usage(pace.account(), pace.writes().memory());
    } catch (JournalUnavailableException away) {
      return new PeerUsage(
          now, Optional.of(new PeerBlock(now, now.plus(WHILE_UNKNOWN), true)), List.of());
    }
  }

  private static Duration until(Instant end, Instant now) {
    return now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
  }
}
