package dev.executionworkers.adapter.out.github;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets what concerns one key happen one after the other, and what concerns different keys side by
 * side. Holds nothing of a key that nobody waits for. Within this process only. Thread-safe.
 */
final class Turns<K> {
  private final ConcurrentHashMap<K, Turn> taken = new ConcurrentHashMap<>();

  /** Does the work when all that came before it under this key is done. */
  <T> T take(K key, Supplier<T> work) {
    Turn turn =
        taken.compute(key, (_, other) -> other == null ? new Turn(1) : other.with(other.users + 1));
    turn.lock.lock();
    try {
      return work.get();
    } finally {
      turn.lock.unlock();
      taken.computeIfPresent(key, (_, last) -> last.users == 1 ? null : last.with(last.users - 1));
    }
  }

  /** How many keys are in use. */
  int size() {
    return taken.size();
  }

  private record Turn(ReentrantLock lock, int users) {
    Turn(int users) {
      this(new ReentrantLock(true), users);
    }

    Turn with(int count) {
      return new Turn(lock, count);
    }
  }
}
