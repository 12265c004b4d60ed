package dev.executionworkers.adapter.in.wire;

import java.util.Locale;

/** What the service itself has to say against a request, beside what foreign systems say. */
public enum ServerProblem {
  INVALID_REQUEST(400, false, "The request can never be served"),
  UNAUTHORIZED(401, false, "The internal token is missing or wrong"),
  NOT_FOUND(404, false, "There is nothing at this path"),
  METHOD_NOT_ALLOWED(405, false, "The path does not know this method"),
  NOT_PENDING(409, false, "The operation is not pending"),
  PAYLOAD_TOO_LARGE(413, false, "The body is too large"),
  UNSUPPORTED_MEDIA_TYPE(415, false, "The body is not JSON"),
  IDEMPOTENCY_KEY_REUSED(422, false, "The idempotency key belongs to another request"),
  OPERATION_IN_PROGRESS(503, true, "The operation is still running"),
  SHUTTING_DOWN(503, true, "The service is shutting down"),
  JOURNAL_UNAVAILABLE(503, true, "The journal cannot be used"),
  TEMPORAL_UNAVAILABLE(503, true, "The Temporal server cannot be used"),
  INTERNAL_ERROR(500, true, "The service failed");

  private final int status;
  private final boolean retryable;
  private final String title;

  ServerProblem(int status, boolean retryable, String title) {
    this.status = status;
    this.retryable = retryable;
    this.title = title;
  }

  /** What is the same for every refusal of this kind. */
  public ProblemType type() {
    return new ProblemType(name().toLowerCase(Locale.ROOT), title, status, retryable);
  }

  /** A refusal of this kind. */
  public Refusal because(String detail) {
    return Refusal.of(type(), detail);
  }
}
