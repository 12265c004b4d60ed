package dev.executionworkers.adapter.out.journal.format;

/** What stands in the journal is not what any version of this service wrote there. */
public final class UnreadableRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableRecordException(String what, Throwable cause) {
    super("the journal holds " + what + " that cannot be read", cause);
  }
}
