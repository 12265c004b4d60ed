package dev.executionworkers.adapter.in.temporal;

import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.StartCommand.Waiting;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.ActivityWorkerShutdownException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** An activity's waiting for its answer, with heartbeats. Used by the activity's thread. */
final class Vigil {
  /** How long nobody may look whether the activity was cancelled. */
  private static final Duration LONGEST_PIECE = Duration.ofSeconds(1);

  private static final int PIECES_IN_A_TIMEOUT = 4;

  private final ActivityExecutionContext context;
  private final InstantSource clock;
  private final Duration piece;

  Vigil(ActivityExecutionContext context, InstantSource clock) {
    this.context = context;
    this.clock = clock;
    this.piece = piece(context.getInfo().getHeartbeatTimeout());
  }

  /** Without a heartbeat timeout Temporal says zero. */
  private static Duration piece(Duration heartbeatTimeout) {
    Duration part = heartbeatTimeout.dividedBy(PIECES_IN_A_TIMEOUT);
    return part.isPositive() && part.compareTo(LONGEST_PIECE) < 0 ? part : LONGEST_PIECE;
  }

  /**
   * The answer.
   *
   * @throws ActivityCompletionException when nobody wants it any more: the activity was cancelled,
   *     paused or reset, has timed out, or its workflow has ended
   */
  Answer over(Waiting waiting) {
    while (true) {
      Optional<Answer> answer = waiting.await(clock.instant().plus(piece));
      if (answer.isPresent()) {
        return answer.get();
      }
      beat(waiting);
    }
  }

  private void beat(Waiting waiting) {
    try {
      context.heartbeat(null);
    } catch (ActivityCompletionException gone) {
      // When the worker ends, the application sends away whoever still waits: it knows the grace.
      if (!(gone instanceof ActivityWorkerShutdownException)) {
        waiting.withdraw();
        throw gone;
      }
    }
  }
}
