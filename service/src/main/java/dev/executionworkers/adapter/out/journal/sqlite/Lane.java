package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.Generations;
import java.time.Instant;
import java.util.Optional;

/** What only one execution may work on at a time. Belongs to the writer's thread. */
final class Lane {
  private Optional<LiveExecution> newest;
  private Optional<LiveExecution> newestBefore;
  private long generation;

  Lane(Optional<LiveExecution> newest, Optional<LiveExecution> newestBefore, long generation) {
    this.newest = newest;
    this.newestBefore = newestBefore;
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

  /** Whether another than this one is unfinished here. */
  boolean isBusyBeside(LiveExecution execution) {
    return newest.filter(LiveExecution::isUnfinished).isPresent() && !isNewest(execution);
  }

  void enter(LiveExecution execution) {
    newestBefore = newest;
    newest = Optional.of(execution);
  }

  /** It has touched nothing. */
  void neverEntered(LiveExecution execution) {
    if (isNewest(execution)) {
      newest = newestBefore;
      newestBefore = Optional.empty();
    }
  }

  long nextGeneration(Instant at) {
    generation = Generations.after(generation, at);
    return generation;
  }
}
