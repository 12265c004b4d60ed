package dev.executionworkers.adapter.in.temporal;

import dev.executionworkers.adapter.in.wire.CommandCodec;
import dev.executionworkers.domain.outcome.PlainText;
import dev.executionworkers.port.in.StartCommand;
import dev.executionworkers.port.out.ActivityTelemetry;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entrance by Temporal. A server that is not there is looked for until it is; until then, and
 * when it is lost, nothing else of the service waits for it. Thread-safe.
 */
public final class TemporalWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TemporalWorker.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(5);

  /** An activity learns by its heartbeats that nobody wants it any more. */
  private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(5);

  /** Once everybody has been sent away, only the answers have to leave. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private final CountDownLatch ended = new CountDownLatch(1);
  private final TemporalConfig config;
  private final Connection connection;
  private final Activities activities;
  private volatile boolean connected;
  private Optional<WorkerFactory> polling = Optional.empty();
  private boolean draining;
  private Trouble lastTrouble = Trouble.NONE;

  /**
   * Sets it up; nothing is connected yet.
   *
   * @throws IllegalStateException when our own certificate or its key cannot be used
   */
  public TemporalWorker(
      TemporalConfig config,
      StartCommand application,
      CommandCodec codec,
      ActivityTelemetry telemetry,
      InstantSource clock) {
    this.config = config;
    this.connection = new Connection(config);
    this.activities =
        new OperationActivities(new ActivityDesk(application, codec, telemetry, clock));
    telemetry.connection(() -> connected);
  }

  private static WorkerOptions options(TemporalConfig config) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(config.slots())
        .setMaxConcurrentActivityTaskPollers(config.pollers())
        .setUsingVirtualThreadsOnActivityWorker(true)
        .setDefaultHeartbeatThrottleInterval(BETWEEN_HEARTBEATS)
        .setMaxHeartbeatThrottleInterval(BETWEEN_HEARTBEATS)
        // Whoever may finish within the grace is to be heard of until then.
        .setAllowActivityHeartbeatDuringShutdown(true)
        .build();
  }

  /** Looks for the server and polls it from then on; returns at once. */
  public void start() {
    Thread.ofVirtual().name("temporal").start(this::watch);
  }

  /** Whether the server answered lately, and is polled. */
  public boolean connected() {
    return connected;
  }

  private void watch() {
    try {
      do {
        look();
      } while (!ended.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      connection
          .stubs()
          .blockingStub()
          .withDeadlineAfter(LOOK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
          .describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(config.namespace()).build());
      poll();
      tell(true, Trouble.NONE);
    } catch (StatusRuntimeException e) {
      tell(false, Trouble.of(e));
    } catch (RuntimeException e) {
      LOG.error("looking for the Temporal server failed by a bug", e);
      tell(false, new Trouble(e.getClass().getSimpleName(), ""));
    }
  }

  /** Even to make a factory asks the server something. */
  private synchronized void poll() {
    if (draining || polling.isPresent()) {
      return;
    }
    WorkerFactory factory =
        WorkerFactory.newInstance(
            WorkflowClient.newInstance(
                connection.stubs(),
                WorkflowClientOptions.newBuilder().setNamespace(config.namespace()).build()),
            WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new TraceHeaders()).build());
    factory
        .newWorker(config.taskQueue(), options(config))
        .registerActivitiesImplementations(activities);
    factory.start();
    polling = Optional.of(factory);
  }

  private void tell(boolean reached, Trouble trouble) {
    boolean news = reached != connected || !trouble.equals(lastTrouble);
    connected = reached;
    lastTrouble = trouble;
    if (!news || ended.getCount() == 0) {
      return;
    }
    if (reached) {
      LOG.atInfo()
          .addKeyValue("target", config.target())
          .addKeyValue("namespace", PlainText.of(config.namespace()))
          .addKeyValue("taskQueue", PlainText.of(config.taskQueue()))
          .log("polling Temporal");
    } else {
      LOG.atWarn()
          .addKeyValue("target", config.target())
          .addKeyValue("namespace", PlainText.of(config.namespace()))
          .addKeyValue("status", trouble.status())
          .addKeyValue("reason", trouble.reason())
          .log("Temporal cannot be used; looking for it until it can");
    }
  }

  /**
   * Why the server cannot be used.
   *
   * @param reason what is wrong with a certificate, theirs or ours; empty where it is not that
   */
  private record Trouble(String status, String reason) {
    static final Trouble NONE = new Trouble("", "");

    static Trouble of(StatusRuntimeException failed) {
      boolean ofTls = false;
      String innermost = "";
      for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
        ofTls |= cause instanceof SSLException;
        innermost = String.valueOf(cause.getMessage());
      }
      return new Trouble(failed.getStatus().getCode().name(), ofTls ? PlainText.of(innermost) : "");
    }
  }

  /** Takes nothing new. What runs goes on, and its answers and heartbeats still leave. */
  public synchronized void drain() {
    draining = true;
    polling.ifPresent(WorkerFactory::shutdown);
  }

  /** Lets the last answers leave and ends. */
  @Override
  public synchronized void close() {
    ended.countDown();
    drain();
    polling.ifPresent(factory -> {
      factory.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
      factory.shutdownNow();
    });
    connection.close();
  }
}
