package dev.executionworkers.simulators.temporal;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs workflows that call activities. Thread-safe. */
public final class WorkflowEngine implements AutoCloseable {
  private static final String QUEUE = "workflow-engine";

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final WorkerFactory factory;
  private final String activityQueue;

  private WorkflowEngine(String target, String activityQueue, List<TraceCarrier> carriers) {
    this.activityQueue = activityQueue;
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder()
                .setContextPropagators(List.copyOf(carriers))
                .build());
    factory = WorkerFactory.newInstance(client);
    factory.newWorker(QUEUE).registerWorkflowImplementationTypes(ActivityCaller.class);
    factory.start();
  }

  /** One whose workflows belong to no trace. */
  public static WorkflowEngine of(String target, String activityQueue) {
    return new WorkflowEngine(target, activityQueue, List.of());
  }

  /** One whose workflows belong to this trace. */
  public static WorkflowEngine of(String target, String activityQueue, String traceparent) {
    return new WorkflowEngine(target, activityQueue, List.of(new TraceCarrier(traceparent)));
  }

  /** Starts a workflow under an id of its own. */
  public Run start(ActivityCall... calls) {
    return start(UUID.randomUUID().toString(), calls);
  }

  /** Starts a workflow, or finds the one that runs under this id. */
  public Run start(String workflowId, ActivityCall... calls) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            "CallActivities",
            WorkflowOptions.newBuilder().setWorkflowId(workflowId).setTaskQueue(QUEUE).build());
    try {
      stub.start(activityQueue, Arrays.stream(calls).map(CallingWorkflow.CallText::of).toList());
    } catch (WorkflowExecutionAlreadyStarted _) {
      return new Run(client.newUntypedWorkflowStub(workflowId));
    }
    return new Run(stub);
  }

  /** A workflow that was started. */
  public final class Run {
    private final WorkflowStub stub;

    private Run(WorkflowStub stub) {
      this.stub = stub;
    }

    /**
     * Waits for its results, JSON each.
     *
     * @throws WorkflowFailedException when it fails, or was cancelled
     */
    @SuppressWarnings("unchecked") // What the workflow returns.
    public List<String> results() {
      return stub.getResult(List.class);
    }

    /** Waits for its failure. */
    public Failure failure() {
      try {
        throw new AssertionError("it succeeded: " + results());
      } catch (WorkflowFailedException failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
          if (cause instanceof ApplicationFailure failure) {
            return Failure.of(failure);
          }
        }
        throw failed;
      }
    }

    /** Asks for its end; an activity hears of it by its heartbeats. */
    public void cancel() {
      stub.cancel();
    }

    /** Whether Temporal has heard from the activity that runs. */
    public boolean hasHeartbeat() {
      return stubs
          .blockingStub()
          .describeWorkflowExecution(
              DescribeWorkflowExecutionRequest.newBuilder()
                  .setNamespace(client.getOptions().getNamespace())
                  .setExecution(stub.getExecution())
                  .build())
          .getPendingActivitiesList()
          .stream()
          .anyMatch(PendingActivityInfo::hasLastHeartbeatTime);
    }

    /** In which attempt its last activity has ended. */
    public int lastAttempt() {
      return fetched().getEvents().stream()
          .filter(HistoryEvent::hasActivityTaskStartedEventAttributes)
          .mapToInt(event -> event.getActivityTaskStartedEventAttributes().getAttempt())
          .reduce(0, (_, last) -> last);
    }

    /** Everything that Temporal keeps of it, in text. */
    public String history() {
      return fetched().toJson(true);
    }

    private WorkflowExecutionHistory fetched() {
      WorkflowExecution execution = stub.getExecution();
      return client.fetchHistory(execution.getWorkflowId(), execution.getRunId());
    }
  }

  /**
   * What a workflow sees of an activity that failed.
   *
   * @param details the first detail, JSON
   */
  public record Failure(
      String type,
      String message,
      boolean nonRetryable,
      Optional<Duration> nextRetryDelay,
      String details) {

    private static Failure of(ApplicationFailure failure) {
      String details =
          failure.getDetails().getSize() == 0
              ? ""
              : JsonPayload.text(failure.getDetails().get(0, RawValue.class));
      return new Failure(
          failure.getType(),
          failure.getOriginalMessage(),
          failure.isNonRetryable(),
          Optional.ofNullable(failure.getNextRetryDelay()),
          details);
    }
  }

  @Override
  public void close() {
    factory.shutdownNow();
    stubs.shutdownNow();
  }
}
