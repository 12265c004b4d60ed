package dev.executionworkers.adapter.in.temporal;

import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.ActivityTelemetry.Started;
import io.temporal.activity.ActivityInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an activity's timeouts mean here. The server's times are only compared with one another: its
 * clock and ours may differ.
 */
final class ActivityTimes {
  /** So much of a timeout is left for the answer to arrive. */
  private static final int PARTS = 10;

  private static final Duration MOST_LEFT = Duration.ofSeconds(5);

  /** The server asks for one timeout at least; who finds none all the same waits for so long. */
  private static final Duration WITHOUT_TIMEOUT = Duration.ofMinutes(10);

  private ActivityTimes() {}

  /** Until when an attempt that begins now may wait for its answer. */
  static Instant deadline(ActivityInfo info, Instant now) {
    Duration waited =
        Duration.ofMillis(Math.max(0, info.getStartedTimestamp() - info.getScheduledTimestamp()));
    return now.plus(
        patience(info.getStartToCloseTimeout(), info.getScheduleToCloseTimeout(), waited));
  }

  /**
   * How long an attempt may wait.
   *
   * @param startToClose zero when there is none, as for the next
   * @param waited what is gone of the latter
   */
  static Duration patience(Duration startToClose, Duration scheduleToClose, Duration waited) {
    Duration left =
        Stream.of(positive(startToClose), positive(scheduleToClose).map(all -> all.minus(waited)))
            .flatMap(Optional::stream)
            .min(Duration::compareTo)
            .orElse(WITHOUT_TIMEOUT);
    return left.minus(margin(left));
  }

  private static Optional<Duration> positive(Duration timeout) {
    return Optional.of(timeout).filter(Duration::isPositive);
  }

  private static Duration margin(Duration left) {
    Duration part = left.dividedBy(PARTS);
    return part.compareTo(MOST_LEFT) < 0 ? part : MOST_LEFT;
  }

  /** What is told of its begin. */
  static Started started(OperationName operation, ActivityInfo info) {
    return new Started(
        operation,
        info.getWorkflowId(),
        info.getWorkflowRunId(),
        info.getActivityId(),
        Duration.ofMillis(
            Math.max(0, info.getStartedTimestamp() - info.getCurrentAttemptScheduledTimestamp())));
  }
}
