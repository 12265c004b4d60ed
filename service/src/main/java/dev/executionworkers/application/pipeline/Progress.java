package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.port.in.Answer;
import java.time.Instant;
import java.util.Optional;

/** How far an execution has come. Guarded by the execution's monitor. */
final class Progress {
  private final Patience patience;
  private Optional<Failure> lastFailure = Optional.empty();
  private boolean atWork;
  private boolean journalAway;
  private boolean effectInDoubt;

  Progress(Patience patience) {
    this.patience = patience;
  }

  void attempting() {
    atWork = true;
  }

  void failed(Failure failure, Instant now) {
    atWork = false;
    lastFailure = Optional.of(failure);
    if (failure instanceof Failure.NotYet) {
      patience.notYet(now);
    }
  }

  /** Nothing has failed here, but nothing is sent for now, and this is why. */
  void standsBy(Failure why) {
    lastFailure = Optional.of(why);
  }

  void effectInDoubt() {
    effectInDoubt = true;
  }

  void journalIsAway(boolean away) {
    journalAway = away;
  }

  boolean isJournalAway() {
    return journalAway;
  }

  Optional<Failure> lastFailure() {
    return lastFailure;
  }

  /** Whether an attempt may have had an effect and nobody knows. */
  boolean isEffectInDoubt() {
    return effectInDoubt;
  }

  /**
   * What whoever goes now is told. What is not recorded has not happened, or not for its callers.
   */
  Answer soFar(ExecutionId id, Instant now) {
    if (journalAway) {
      return new Answer.JournalUnavailable();
    }
    return lastFailure
        .filter(failure -> !(failure instanceof Failure.NotYet) || isDefinite(now))
        .<Answer>map(failure -> new Answer.Failed(id, failure))
        .orElseGet(() -> new Answer.InProgress(id));
  }

  /** A no that may be taken back is one when it has stood for a while and nobody is looking. */
  private boolean isDefinite(Instant now) {
    return !atWork && patience.isDefinite(now);
  }
}
