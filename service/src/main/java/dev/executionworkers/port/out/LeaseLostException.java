package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.ExecutionId;

/** Another process has taken over an execution; the former owner must stop. */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(ExecutionId execution) {
    super("another process has taken over " + execution, null, false, false);
  }
}
