package dev.executionworkers.domain.outcome;

import java.util.Locale;

/** What can be wrong with a foreign system's answer, whichever system it is. */
public enum Problem {
  /** A definite no to this very request. */
  REJECTED(false),
  /** What the request is about is not there. */
  NOT_FOUND(false),
  /** It is there and differs, or stands in the way. */
  CONFLICT(false),
  /** The plan that is paid for lacks the feature. */
  PLAN_UNSUPPORTED(false),
  /** Our credentials are not accepted. */
  CREDENTIALS_REJECTED(true),
  /** Our credentials are accepted and not allowed to do this. */
  PERMISSION_DENIED(true),
  /** We are told to slow down. */
  RATE_LIMITED(true),
  /** It cannot serve now. */
  UNAVAILABLE(true),
  /** It did not answer in time. */
  TIMEOUT(true),
  /** It answered something that cannot be what was asked for. */
  UNEXPECTED_RESPONSE(true),
  /** A setting is missing; nothing was called. */
  NOT_CONFIGURED(true);

  private final boolean retryable;

  Problem(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the same request may succeed later. What is not retryable is answered with a 4xx. */
  public boolean retryable() {
    return retryable;
  }

  /** The second part of a stable code. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
