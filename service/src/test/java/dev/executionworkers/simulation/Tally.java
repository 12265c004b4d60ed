package dev.executionworkers.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What was tried in a run, what was lost, and, when asked for, what happened in which order. */
final class Tally {
  private final boolean tracing;
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private Supplier<Instant> clock = () -> DeterministicTime.START;

  Tally(boolean tracing) {
    this.tracing = tracing;
  }

  /** The clock that moments are read from. */
  void readsTimeFrom(Supplier<Instant> worldClock) {
    clock = worldClock;
  }

  void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  boolean has(String what) {
    return counts.containsKey(what);
  }

  /** Something happened that must never happen. */
  void violation(String kind, String detail) {
    String line = at() + " " + kind + ": " + detail;
    violations.add(line);
    trace(() -> "VIOLATION " + kind + ": " + detail);
  }

  void trace(Supplier<String> line) {
    if (tracing) {
      trace.add(at() + " " + line.get());
    }
  }

  Map<String, Long> counts() {
    return counts;
  }

  List<String> violations() {
    return violations;
  }

  List<String> trace() {
    return trace;
  }

  private String at() {
    Duration since = Duration.between(DeterministicTime.START, clock.get());
    return "%9.3f".formatted(since.toNanos() / 1e9);
  }
}
