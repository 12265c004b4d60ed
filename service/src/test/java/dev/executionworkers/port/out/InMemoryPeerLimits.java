package dev.executionworkers.port.out;

import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.Pace.Write;
import dev.executionworkers.domain.policy.PeerBlock;
import dev.executionworkers.domain.policy.PeerUsage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Limits that last as long as the test, and can be away. Thread-safe. */
public final class InMemoryPeerLimits implements PeerLimits {
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, PeerBlock> blocks = new HashMap<>();
  private final Map<String, Map<Long, Write>> writes = new HashMap<>();
  private long last;
  private boolean away;
  private int questions;

  public InMemoryPeerLimits(InstantSource clock) {
    this.clock = clock;
  }

  /** From now on they cannot be known, or can be again. */
  public void setAway(boolean gone) {
    lock.lock();
    try {
      away = gone;
    } finally {
      lock.unlock();
    }
  }

  /** How often anything was asked of them. */
  public int questions() {
    lock.lock();
    try {
      return questions;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public PeerUsage usage(String account, Duration memory) {
    return locked(() -> known(account, memory));
  }

  @Override
  public Map<String, Duration> blocked() {
    return locked(() -> {
      Instant now = clock.instant();
      Map<String, Duration> blocked = new HashMap<>(blocks.size());
      blocks.forEach((account, block) -> {
        if (block.lastsAt(now)) {
          blocked.put(account, Duration.between(now, block.until()));
        }
      });
      return blocked;
    });
  }

  @Override
  public Turn take(String account, Pace pace, Duration hold) {
    return locked(() -> {
      Duration wait = known(account, pace.memory()).untilTurn(pace, hold);
      if (wait.isPositive()) {
        return new Turn.Later(wait);
      }
      Instant now = clock.instant();
      writes(account).put(++last, new Write(now, now.plus(hold)));
      return new Turn.Taken(last);
    });
  }

  @Override
  public void end(Turn.Taken turn) {
    locked(() -> {
      Instant now = clock.instant();
      writes
          .values()
          .forEach(each ->
              each.computeIfPresent(
                  turn.number(),
                  (_, write) ->
                      write.endedAt().isAfter(now) ? new Write(write.begunAt(), now) : write));
      return last;
    });
  }

  @Override
  public Duration block(String account, Optional<Duration> told) {
    return locked(() -> {
      Instant now = clock.instant();
      PeerBlock block = PeerBlock.after(Optional.ofNullable(blocks.get(account)), told, now);
      blocks.put(account, block);
      return Duration.between(now, block.until());
    });
  }

  private PeerUsage known(String account, Duration memory) {
    Instant now = clock.instant();
    Map<Long, Write> known = writes(account);
    known.values().removeIf(write -> !write.endedAt().isAfter(now.minus(memory)));
    return new PeerUsage(
        now, Optional.ofNullable(blocks.get(account)), List.copyOf(known.values()));
  }

  private Map<Long, Write> writes(String account) {
    return writes.computeIfAbsent(account, _ -> new LinkedHashMap<>());
  }

  private <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      questions++;
      if (away) {
        throw new JournalUnavailableException("away");
      }
      return section.get();
    } finally {
      lock.unlock();
    }
  }
}
