package dev.executionworkers.port.out;

/**
 * A sealed secret does not open: its key is missing, or the record is not what was sealed. Time
 * alone does not mend that. The message is for the operator.
 */
public final class UnopenedSecretException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnopenedSecretException(String message) {
    super(message);
  }
}
