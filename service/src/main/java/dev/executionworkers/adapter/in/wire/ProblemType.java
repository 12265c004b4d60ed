package dev.executionworkers.adapter.in.wire;

/**
 * What is the same for every problem of one kind.
 *
 * @param code the stable code
 * @param title what a person reads
 * @param status the HTTP status
 * @param retryable whether the same request may succeed later
 */
public record ProblemType(String code, String title, int status, boolean retryable) {
  private static final String URN = "urn:execution-workers:problem:";

  /** The stable URI that names the kind (RFC 9457, section 3.1.1). */
  public String uri() {
    return URN + code;
  }

  /** The same kind where HTTP has a status of its own for the case. */
  public ProblemType withStatus(int other) {
    return new ProblemType(code, title, other, retryable);
  }
}
