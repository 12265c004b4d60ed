package dev.executionworkers.domain.command;

/**
 * The id of one execution: the {@code operationId} of answers, logs, spans and events.
 *
 * @param value a UUID version 7 in text
 */
public record ExecutionId(String value) {

  @Override
  public String toString() {
    return value;
  }
}
