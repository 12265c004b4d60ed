package dev.executionworkers.adapter.in.wire;

import dev.executionworkers.domain.outcome.Problem;

/**
 * The HTTP status of each problem, and the only place that knows it. To the caller a 4xx means
 * "give up" and anything else "try again".
 */
public final class ProblemStatus {

  private ProblemStatus() {}

  /** The status. */
  public static int of(Problem problem) {
    return switch (problem) {
      case REJECTED, PLAN_UNSUPPORTED -> 422;
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case CREDENTIALS_REJECTED, PERMISSION_DENIED, UNEXPECTED_RESPONSE -> 502;
      case RATE_LIMITED, UNAVAILABLE -> 503;
      case TIMEOUT -> 504;
      case NOT_CONFIGURED -> 500;
    };
  }

  /** What a person reads of every problem of this kind, whichever system has it. */
  public static String title(Problem problem) {
    return switch (problem) {
      case REJECTED -> "The foreign system refused the request";
      case NOT_FOUND -> "What the request is about does not exist";
      case CONFLICT -> "What exists differs from what was asked for";
      case PLAN_UNSUPPORTED -> "The provider's plan lacks the feature";
      case CREDENTIALS_REJECTED -> "The foreign system rejected the service's credentials";
      case PERMISSION_DENIED -> "The service's credentials may not do this";
      case RATE_LIMITED -> "The foreign system asked to slow down";
      case UNAVAILABLE -> "The foreign system cannot serve now";
      case TIMEOUT -> "The foreign system did not answer in time";
      case UNEXPECTED_RESPONSE -> "The foreign system answered what it cannot mean";
      case NOT_CONFIGURED -> "A setting of the service is missing";
    };
  }
}
