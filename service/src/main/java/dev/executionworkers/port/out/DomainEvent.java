package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import java.time.Instant;
import java.util.Optional;

/**
 * That an operation has ended. One per recorded outcome.
 *
 * @param execution the execution it tells of; consumers deduplicate by it
 * @param subject what the operation was about
 * @param at when the outcome was decided
 * @param errorCode the stable code of the failure; empty for a success
 */
public record DomainEvent(
    ExecutionId execution,
    OperationName operation,
    String subject,
    Instant at,
    Optional<String> errorCode) {

  /** {@code success} or {@code error}. */
  public String result() {
    return errorCode.isEmpty() ? "success" : "error";
  }
}
