package dev.executionworkers.acceptance.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was tried in a run, what was lost, and what happened in which order. Thread-safe. */
final class Tally {
  private final long startNanos = System.nanoTime();
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> violations = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();

  synchronized void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  synchronized void violation(String what) {
    violations.add(what);
    trace("VIOLATION " + what);
  }

  synchronized void trace(String what) {
    Duration since = Duration.ofNanos(System.nanoTime() - startNanos);
    trace.add("%8.3f %s".formatted(since.toMillis() / 1e3, what));
  }

  synchronized Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  synchronized List<String> trace() {
    return List.copyOf(trace);
  }
}
