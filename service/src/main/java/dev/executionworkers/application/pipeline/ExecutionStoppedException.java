package dev.executionworkers.application.pipeline;

/**
 * The process is about to end and nobody waits for this execution: it stops where it is, without an
 * outcome. Unwinds the operation; caught once, where executions are driven.
 */
final class ExecutionStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ExecutionStoppedException() {
    super("stopped because the process is about to end", null, false, false);
  }
}
