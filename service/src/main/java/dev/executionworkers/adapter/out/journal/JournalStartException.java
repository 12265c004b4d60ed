package dev.executionworkers.adapter.out.journal;

/**
 * The journal cannot be opened as it is configured, or as it is on disk. The message is for the
 * operator: it says what is wrong and where, and holds no secret.
 */
public final class JournalStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalStartException(String message) {
    super(message);
  }

  public JournalStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
