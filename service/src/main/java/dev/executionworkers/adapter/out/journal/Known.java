package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.outcome.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * An execution that a journal remembers, as far as a claim depends on it.
 *
 * @param held whether it has a live owner
 * @param end empty while it is unfinished
 */
public record Known(
    ExecutionId id,
    OperationKey key,
    Fingerprint fingerprint,
    String outboundKey,
    boolean effectInDoubt,
    boolean held,
    Optional<End> end) {

  /** How it ended, and when. */
  public record End(Outcome outcome, Instant at) {}

  boolean isUnfinished() {
    return end.isEmpty();
  }
}
