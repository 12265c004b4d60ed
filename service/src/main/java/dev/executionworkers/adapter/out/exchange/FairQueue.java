package dev.executionworkers.adapter.out.exchange;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A queue in which groups take turns: each gives its first, then it is the next group's turn, so
 * that one which wants much does not keep another from the little it wants. Within a group it is
 * first come, first served. Not thread-safe.
 */
final class FairQueue<T> {
  /** In the order of their turns. */
  private final Map<String, Deque<T>> groups = new LinkedHashMap<>();

  void add(String group, T item) {
    groups.computeIfAbsent(group, _ -> new ArrayDeque<>()).add(item);
  }

  /** Takes out whose turn it is. */
  Optional<T> next() {
    var turn = groups.entrySet().iterator();
    if (!turn.hasNext()) {
      return Optional.empty();
    }
    Map.Entry<String, Deque<T>> group = turn.next();
    String name = group.getKey();
    Deque<T> items = group.getValue();
    turn.remove();
    T first = items.remove();
    if (!items.isEmpty()) {
      groups.put(name, items);
    }
    return Optional.of(first);
  }

  /** Takes out one that no longer waits, if it is there. */
  boolean remove(String group, T item) {
    Deque<T> items = groups.get(group);
    if (items == null || !items.remove(item)) {
      return false;
    }
    if (items.isEmpty()) {
      groups.remove(group);
    }
    return true;
  }

  /** How many would come before one more of that group. */
  int ahead(String group) {
    Deque<T> own = groups.get(group);
    return ahead(group, own == null ? 0 : own.size());
  }

  /** How many come before one that is there; as many as before one more, if it is not. */
  int ahead(String group, T item) {
    int before = 0;
    for (T other : groups.getOrDefault(group, new ArrayDeque<>())) {
      if (other.equals(item)) {
        break;
      }
      before++;
    }
    return ahead(group, before);
  }

  /** Of each other group as many as of its own, and the one whose turn comes first. */
  private int ahead(String group, int before) {
    return before
        + groups.entrySet().stream()
            .filter(other -> !other.getKey().equals(group))
            .mapToInt(other -> Math.min(other.getValue().size(), before + 1))
            .sum();
  }

  Iterable<T> all() {
    return groups.values().stream().flatMap(Deque::stream).toList();
  }
}
