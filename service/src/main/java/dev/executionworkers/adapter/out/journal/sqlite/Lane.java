package dev.executionworkers.adapter.out.journal.sqlite;

import java.time.Instant;
import java.util.Optional;

/** What only one execution may work on at a time. Belongs to the writer's thread. */
final class Lane {
  private Optional<LiveExecution> newest;
  private long generation;

  Lane(Optional<LiveExecution> newest, long generation) {
    this.newest = newest;
    this.generation = generation;
  }

  Optional<LiveExecution> newest() {
    return newest;
  }

  long generation() {
    return generation;
  }

  boolean isNewest(LiveExecution execution) {
    return newest.map(other -> other.number() == execution.number()).orElse(true);
  }

  /** Whether the last execution here was about something else. */
  boolean isSharedWith(String subject) {
    return newest.map(other -> !other.row().subject().equals(subject)).orElse(false);
  }

  void enter(LiveExecution execution) {
    newest = Optional.of(execution);
  }

  /** At least the time of day, so that it rises even if all else is forgotten. */
  long nextGeneration(Instant at) {
    generation = Math.max(generation + 1, at.toEpochMilli());
    return generation;
  }
}
