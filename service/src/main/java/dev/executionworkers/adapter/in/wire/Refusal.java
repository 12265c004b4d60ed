package dev.executionworkers.adapter.in.wire;

import dev.executionworkers.domain.command.ExecutionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Any answer that is not a success.
 *
 * @param detail what a person reads of this very case
 * @param target the foreign system it is about
 * @param retryAfter when it may be better, where that is known
 * @param headers headers that HTTP has beside those of every problem; a 503 always says when to
 *     come back, known or not
 */
public record Refusal(
    ProblemType type,
    String detail,
    Optional<String> target,
    Optional<ExecutionId> execution,
    Optional<Duration> retryAfter,
    Map<String, String> headers)
    implements Reply.Answered {
  private static final String RETRY_AFTER = "Retry-After";
  private static final int SERVICE_UNAVAILABLE = 503;
  private static final Duration SOON = Duration.ofSeconds(5);

  public Refusal {
    Optional<Duration> hint =
        type.status() == SERVICE_UNAVAILABLE ? retryAfter.or(() -> Optional.of(SOON)) : retryAfter;
    if (hint.isPresent()) {
      headers = with(headers, RETRY_AFTER, wait(hint.get()));
    }
  }

  /** A refusal of which nothing more is known. */
  public static Refusal of(ProblemType type, String detail) {
    return new Refusal(
        type, detail, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
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

  /** The same about an execution. */
  public Refusal about(ExecutionId id) {
    return new Refusal(type, detail, target, Optional.of(id), retryAfter, headers);
  }

  /** The same about a foreign system. */
  public Refusal from(String system) {
    return new Refusal(type, detail, Optional.of(system), execution, retryAfter, headers);
  }

  /** The same, and known to last no longer. */
  public Refusal retryAfter(Duration duration) {
    return new Refusal(type, detail, target, execution, Optional.of(duration), headers);
  }

  /** The same with one more header. */
  public Refusal withHeader(String name, String value) {
    return new Refusal(type, detail, target, execution, retryAfter, with(headers, name, value));
  }
}
