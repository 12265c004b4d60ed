package dev.executionworkers.port.out;

/**
 * Whoever wanted an execution has gone for good before anything was sent that has an effect: it
 * ends there.
 */
public final class WithdrawnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WithdrawnException() {
    super("nobody wants it any more, and nothing was changed", null, false, false);
  }
}
