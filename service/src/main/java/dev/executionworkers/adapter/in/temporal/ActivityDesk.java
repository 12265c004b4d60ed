package dev.executionworkers.adapter.in.temporal;

import dev.executionworkers.adapter.in.wire.Answers;
import dev.executionworkers.adapter.in.wire.CommandCodec;
import dev.executionworkers.adapter.in.wire.Decoded;
import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.Reply;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.in.StartCommand;
import dev.executionworkers.port.out.ActivityTelemetry;
import dev.executionworkers.port.out.ActivityTelemetry.ActivityScope;
import dev.executionworkers.port.out.ActivityTelemetry.Ending;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.converter.RawValue;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves activities: what do they want, and what are they told. Thread-safe. */
final class ActivityDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ActivityDesk.class);

  private final StartCommand application;
  private final CommandCodec codec;
  private final ActivityTelemetry telemetry;
  private final InstantSource clock;

  ActivityDesk(
      StartCommand application,
      CommandCodec codec,
      ActivityTelemetry telemetry,
      InstantSource clock) {
    this.application = application;
    this.codec = codec;
    this.telemetry = telemetry;
    this.clock = clock;
  }

  /** Waits for the answer on the thread of the activity, and reports meanwhile that it lives. */
  RawValue serve(OperationName operation, RawValue input) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    ActivityScope scope =
        telemetry.open(ActivityTimes.started(operation, context.getInfo()), TraceHeaders::header);
    // What is counted when nobody wants the answer any more.
    Ending ending = new Ending.Cancelled();
    try {
      Reply.Answered reply = reply(operation, input, context);
      reply.execution().ifPresent(id -> scope.execution(id.value()));
      ending = ending(reply);
      return switch (reply) {
        case Refusal refusal -> throw Failures.of(refusal, scope.traceId());
        case Reply.Success success -> Payloads.json(success.json());
      };
    } finally {
      scope.close(ending);
    }
  }

  private static Ending ending(Reply.Answered reply) {
    return switch (reply) {
      case Refusal refusal -> new Ending.Failed(refusal.type().code(), refusal.type().retryable());
      case Reply.Success _ -> new Ending.Completed();
    };
  }

  private Reply.Answered reply(
      OperationName operation, RawValue input, ActivityExecutionContext context) {
    Optional<String> unreadable = Payloads.unreadable(input);
    if (unreadable.isPresent()) {
      return ServerProblem.INVALID_REQUEST.because(unreadable.get());
    }
    try {
      return switch (codec.decode(operation, Payloads.bytes(input))) {
        case Decoded.Invalid(String detail) -> ServerProblem.INVALID_REQUEST.because(detail);
        case Decoded.Valid(Command command) ->
            Answers.reply(answer(command, context), clock.instant());
      };
    } catch (ActivityCompletionException gone) {
      throw gone;
    } catch (RuntimeException bug) {
      LOG.error("an activity of {} failed by a bug", operation.label(), bug);
      return Answers.defect();
    }
  }

  private Answer answer(Command command, ActivityExecutionContext context) {
    ActivityInfo info = context.getInfo();
    Instant deadline = ActivityTimes.deadline(info, clock.instant());
    Envelope envelope = new Envelope(command, Optional.of(ActivityKey.of(info)), deadline);
    return new Vigil(context, clock).over(application.start(envelope));
  }
}
