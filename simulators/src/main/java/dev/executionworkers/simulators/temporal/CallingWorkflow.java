package dev.executionworkers.simulators.temporal;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** Calls activities one after the other, and fails with the first that does. */
@WorkflowInterface
public interface CallingWorkflow {

  /**
   * Calls them.
   *
   * @return their results, JSON each
   */
  @WorkflowMethod(name = "CallActivities")
  List<String> call(String taskQueue, List<CallText> calls);

  /** A call, as a workflow's argument. */
  record CallText(
      String activity, String input, long startToCloseMillis, long heartbeatMillis, int attempts) {

    static CallText of(ActivityCall call) {
      return new CallText(
          call.activity(),
          call.input(),
          call.startToClose().toMillis(),
          call.heartbeat().toMillis(),
          call.attempts());
    }
  }
}
