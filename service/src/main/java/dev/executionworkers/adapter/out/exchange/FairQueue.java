package dev.executionworkers.adapter.out.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A queue in which groups take turns: each gives its first, then it is the next group's turn, so
 * that one which wants much does not keep another from the little it wants. Within a group its
 * groups take turns in the same way, and within the smallest it is first come, first served. Not
 * thread-safe.
 *
 * <p>A group is named by its path, from the largest to the smallest that it is in. All paths are of
 * the same length.
 */
final class FairQueue<T> {
  /** In the order of their turns; empty in the smallest group. */
  private final Map<String, FairQueue<T>> groups = new LinkedHashMap<>();

  /** Empty in all but the smallest group. */
  private final Deque<T> items = new ArrayDeque<>();

  private int size;

  void add(List<String> group, T item) {
    size++;
    if (group.isEmpty()) {
      items.add(item);
    } else {
      groups.computeIfAbsent(group.getFirst(), _ -> new FairQueue<>()).add(inner(group), item);
    }
  }

  /** Takes out whose turn it is. */
  Optional<T> next() {
    if (size == 0) {
      return Optional.empty();
    }
    size--;
    if (groups.isEmpty()) {
      return Optional.of(items.remove());
    }
    Map.Entry<String, FairQueue<T>> turn = groups.entrySet().iterator().next();
    String name = turn.getKey();
    FairQueue<T> group = turn.getValue();
    groups.remove(name);
    Optional<T> next = group.next();
    if (group.size > 0) {
      groups.put(name, group);
    }
    return next;
  }

  /** Takes out one that no longer waits, if it is there. */
  boolean remove(List<String> group, T item) {
    boolean removed = group.isEmpty() ? items.remove(item) : removeWithin(group, item);
    if (removed) {
      size--;
    }
    return removed;
  }

  private boolean removeWithin(List<String> group, T item) {
    FairQueue<T> within = groups.get(group.getFirst());
    if (within == null || !within.remove(inner(group), item)) {
      return false;
    }
    if (within.size == 0) {
      groups.remove(group.getFirst());
    }
    return true;
  }

  /** How many would come before one more of that group. */
  int ahead(List<String> group) {
    if (group.isEmpty()) {
      return items.size();
    }
    FairQueue<T> own = groups.get(group.getFirst());
    return ahead(group, own == null ? 0 : own.ahead(inner(group)));
  }

  /** How many come before one that is there; as many as before one more, if it is not. */
  int ahead(List<String> group, T item) {
    if (group.isEmpty()) {
      int before = new ArrayList<>(items).indexOf(item);
      return before < 0 ? items.size() : before;
    }
    FairQueue<T> own = groups.get(group.getFirst());
    return ahead(group, own == null ? 0 : own.ahead(inner(group), item));
  }

  /** By the time of a group's own turn after {@code before} of them, the others had theirs too. */
  private int ahead(List<String> group, int before) {
    int ahead = before;
    int turns = before + 1;
    for (Map.Entry<String, FairQueue<T>> other : groups.entrySet()) {
      if (other.getKey().equals(group.getFirst())) {
        turns = before;
      } else {
        ahead += Math.min(other.getValue().size, turns);
      }
    }
    return ahead;
  }

  List<T> all() {
    List<T> all = new ArrayList<>(items);
    groups.values().forEach(group -> all.addAll(group.all()));
    return all;
  }

  private static List<String> inner(List<String> group) {
    return group.subList(1, group.size());
  }
}
