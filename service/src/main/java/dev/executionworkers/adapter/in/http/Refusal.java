package dev.executionworkers.adapter.in.http;

import dev.executionworkers.domain.command.ExecutionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Any answer that is not a success. A 503 always says when to come back.
 *
 * @param detail what a person reads of this very case
 * @param target the foreign system it is about
 * @param headers headers beside those every problem has
 */
record Refusal(
    ProblemType type,
    String detail,
    Optional<String> target,
    Optional<ExecutionId> execution,
    Map<String, String> headers)
    implements Reply {
  static final String RETRY_AFTER = "Retry-After";

  private static final int SERVICE_UNAVAILABLE = 503;
  private static final Duration SOON = Duration.ofSeconds(5);

  Refusal {
    headers = headers.containsKey(RETRY_AFTER) ? Map.copyOf(headers) : hinted(type, headers);
  }

  static Refusal of(ProblemType type, String detail) {
    return new Refusal(type, detail, Optional.empty(), Optional.empty(), Map.of());
  }

  private static Map<String, String> hinted(ProblemType type, Map<String, String> headers) {
    return type.status() == SERVICE_UNAVAILABLE ? with(headers, RETRY_AFTER, wait(SOON)) : headers;
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(name, value);
    return Map.copyOf(more);
  }

  /** Whole seconds, rounded up, and never none. */
  private static String wait(Duration duration) {
    long seconds = duration.plusSeconds(1).minusNanos(1).toSeconds();
    return Long.toString(Math.max(1, seconds));
  }

  @Override
  public int status() {
    return type.status();
  }

  @Override
  public Optional<String> errorCode() {
    return Optional.of(type.code());
  }

  Refusal about(ExecutionId id) {
    return new Refusal(type, detail, target, Optional.of(id), headers);
  }

  Refusal from(String system) {
    return new Refusal(type, detail, Optional.of(system), execution, headers);
  }

  Refusal retryAfter(Duration duration) {
    return withHeader(RETRY_AFTER, wait(duration));
  }

  Refusal withHeader(String name, String value) {
    return new Refusal(type, detail, target, execution, with(headers, name, value));
  }
}
