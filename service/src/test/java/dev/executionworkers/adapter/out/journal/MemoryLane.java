package dev.executionworkers.adapter.out.journal;

import java.time.Instant;
import java.util.Optional;

/** What only one execution may work on at a time. Guarded by the journal's lock. */
final class MemoryLane {
  private Optional<MemoryExecution> newest = Optional.empty();
  private Optional<MemoryExecution> newestBefore = Optional.empty();
  private long generation;

  Optional<MemoryExecution> newest() {
    return newest;
  }

  boolean isNewest(MemoryExecution execution) {
    return newest.map(other -> other == execution).orElse(true);
  }

  /** Whether another than this one is unfinished here. */
  boolean isBusyBeside(MemoryExecution execution) {
    return newest.filter(MemoryExecution::isUnfinished).map(it -> it != execution).orElse(false);
  }

  /** Becomes the newest; whether the one before was about something else. */
  boolean enter(MemoryExecution execution, String subject) {
    boolean shared = newest.map(last -> !last.subject().equals(subject)).orElse(false);
    newestBefore = newest;
    newest = Optional.of(execution);
    return shared;
  }

  /** It has touched nothing. */
  void neverEntered(MemoryExecution execution) {
    if (isNewest(execution)) {
      newest = newestBefore;
    }
  }

  /** At least the time of day, so that it rises even if all else is forgotten. */
  long nextGeneration(Instant at) {
    generation = Generations.after(generation, at);
    return generation;
  }
}
