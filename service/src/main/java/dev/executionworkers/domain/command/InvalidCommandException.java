package dev.executionworkers.domain.command;

/**
 * A field whose value can never be served. Thrown by the records of this package while they are
 * built, and caught once, at the edge that decodes a request, where it becomes {@code
 * invalid_request}.
 */
public final class InvalidCommandException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * @param field the name of the field on the wire
   * @param reason why the value is refused; never quotes the value, which may be hostile
   */
  public InvalidCommandException(String field, String reason) {
    super(field + " " + reason);
    this.field = field;
  }

  /** The name of the field on the wire. */
  public String field() {
    return field;
  }
}
