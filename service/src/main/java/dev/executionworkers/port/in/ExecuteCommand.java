package dev.executionworkers.port.in;

/** Makes a command happen. Thread-safe; callers wait on threads of their own. */
public interface ExecuteCommand {

  /**
   * Starts the command, or joins the execution that already makes the same happen, and waits for
   * its answer until the envelope's deadline. The work outlives the call: a caller who comes back
   * joins it.
   */
  Answer execute(Envelope envelope);
}
