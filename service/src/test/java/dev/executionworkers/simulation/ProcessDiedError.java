package dev.executionworkers.simulation;

/** Unwinds the threads of a process that has died; nothing they still try has an effect. */
final class ProcessDiedError extends Error {
  private static final long serialVersionUID = 1L;

  ProcessDiedError() {
    super("the process has died", null, false, false);
  }
}
