package dev.executionworkers.adapter.in.temporal;

import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.ReplyJson;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/**
 * What a refusal is to a workflow: a failure whose type is the stable code, whose one detail is the
 * problem's document, and which Temporal retries or not as the vocabulary says.
 */
final class Failures {
  private static final Duration SHORTEST_DELAY = Duration.ofSeconds(1);

  private Failures() {}

  static ApplicationFailure of(Refusal refusal, String traceId) {
    boolean retryable = refusal.type().retryable();
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setType(refusal.type().code())
            .setMessage(refusal.detail())
            .setNonRetryable(!retryable)
            .setDetails(Payloads.json(ReplyJson.problem(refusal, traceId)));
    // Where nothing is known, the workflow's own retry policy is.
    refusal
        .retryAfter()
        .filter(_ -> retryable)
        .map(delay -> delay.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : delay)
        .ifPresent(failure::setNextRetryDelay);
    ApplicationFailure built = failure.build();
    // It would go into the workflow's history, and says nothing but where answers are worded.
    built.setStackTrace(new StackTraceElement[0]);
    return built;
  }
}
