package dev.executionworkers.simulators.temporal;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.converter.RawValue;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The workflow. */
public final class ActivityCaller implements CallingWorkflow {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  /** Made by the worker. */
  public ActivityCaller() {}

  @Override
  public List<String> call(String taskQueue, List<CallText> calls) {
    List<String> results = new ArrayList<>();
    for (CallText call : calls) {
      RawValue result =
          Workflow.newUntypedActivityStub(options(taskQueue, call))
              .execute(call.activity(), RawValue.class, JsonPayload.of(call.input()));
      results.add(JsonPayload.text(result));
    }
    return results;
  }

  private static ActivityOptions options(String taskQueue, CallText call) {
    return ActivityOptions.newBuilder()
        .setTaskQueue(taskQueue)
        .setStartToCloseTimeout(Duration.ofMillis(call.startToCloseMillis()))
        .setHeartbeatTimeout(Duration.ofMillis(call.heartbeatMillis()))
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(FIRST_PAUSE)
                .setMaximumAttempts(call.attempts())
                .build())
        .build();
  }
}
