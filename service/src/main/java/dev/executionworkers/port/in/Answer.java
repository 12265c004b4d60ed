package dev.executionworkers.port.in;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Result;

/** What a caller is told. */
public sealed interface Answer {

  /** It happened, and a foreign system confirmed it. */
  record Succeeded(ExecutionId execution, Result result) implements Answer {}

  /** It has not succeeded; whether it may later is the failure's {@code problem().retryable()}. */
  record Failed(ExecutionId execution, Failure failure) implements Answer {}

  /** The deadline came first. The work goes on, and the next request joins it. */
  record InProgress(ExecutionId execution) implements Answer {}

  /** The same idempotency key came with another command. */
  record KeyReused() implements Answer {}

  /** The process is about to end and takes nothing new. */
  record ShuttingDown() implements Answer {}

  /** The journal cannot be written, so nothing may be begun. */
  record JournalUnavailable() implements Answer {}

  /** A bug of ours; the log has it. */
  record Defect(ExecutionId execution) implements Answer {}
}
