package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.application.pipeline.RunningExecution.Seat;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.in.ExecuteCommand;
import dev.executionworkers.port.in.Readiness;
import dev.executionworkers.port.in.StartCommand;
import dev.executionworkers.port.in.SuperviseExecutions;
import dev.executionworkers.port.out.ExecutionTelemetry;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Time;
import dev.executionworkers.port.out.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts executions, lets equal requests join the one that runs, and answers them. Thread-safe.
 *
 * <p>An execution has a thread of its own, so that it outlives its callers; {@link Driver} is what
 * that thread does.
 */
public final class Pipeline implements ExecuteCommand, StartCommand, Readiness {
  private final ConcurrentMap<OperationKey, RunningExecution> running = new ConcurrentHashMap<>();
  private final Time time;
  private final TimeOrderedIds ids;
  private final Journal journal;
  private final Driver driver;
  private final Held held = new Held();
  private final Housekeeping housekeeping;
  private final ExecutionTelemetry telemetry;
  private final Time.Monitor idle;
  private final AtomicInteger stopped = new AtomicInteger();
  private volatile boolean draining;

  /**
   * @param ports what executions use of the world
   */
  public Pipeline(OperationCatalog operations, Ports ports, Time time, TimeOrderedIds ids) {
    this.time = time;
    this.ids = ids;
    this.journal = ports.journal();
    this.telemetry = ports.telemetry();
    this.driver = new Driver(operations, ports, time, held);
    this.housekeeping = new Housekeeping(ports, time, held, new OwnChores());
    this.idle = time.monitor();
  }

  @Override
  public Answer execute(Envelope envelope) {
    return place(envelope).await();
  }

  @Override
  public Waiting start(Envelope envelope) {
    return place(envelope);
  }

  private Place place(Envelope envelope) {
    Command command = envelope.command();
    Identity identity = Identity.of(command, envelope.key());
    while (!draining) {
      RunningExecution execution =
          RunningExecution.asked(ids.next(), identity, command, envelope.deadline(), time);
      // The first caller sits before it starts, or it might be over before he does.
      Optional<Seat> seat = execution.join(envelope.deadline());
      RunningExecution earlier = running.putIfAbsent(identity.key(), execution);
      if (earlier == null) {
        start(execution);
      } else if (earlier.fingerprint().equals(identity.fingerprint())) {
        execution = earlier;
        seat = earlier.join(envelope.deadline());
        driver.joined(earlier);
      } else {
        return new Place.Denied(new Answer.KeyReused());
      }
      if (seat.isPresent()) {
        return new Place.Taken(execution, seat.get());
      }
    }
    return new Place.Denied(new Answer.ShuttingDown());
  }

  @Override
  public State state() {
    if (draining) {
      return State.DRAINING;
    }
    return journal.writable() ? State.READY : State.JOURNAL_UNAVAILABLE;
  }

  /** How many rotations have passed the point of no return and are not done. */
  public int rotationsPending() {
    return held.committed();
  }

  /** What operators see and decide of executions that run here. */
  public SuperviseExecutions supervision() {
    return new Supervision(held, journal, telemetry);
  }

  /** Starts to do what nobody asks for: recovery, aftercare, renewing leases. */
  public void start() {
    housekeeping.start();
  }

  /**
   * Takes nothing new and waits until what runs has ended; what nobody waits for stops at its next
   * pause, and whoever still waits when the grace is over is sent away. The journal knows what is
   * left.
   *
   * @param grace how long to wait
   * @return how many executions were left without an outcome, whether they have stopped or not
   */
  public int drain(Duration grace) {
    Instant end = time.now().plus(grace);
    draining = true;
    housekeeping.stop();
    running.values().forEach(RunningExecution::drain);
    idle.awaitUntil(running::isEmpty, end);
    List<RunningExecution> left = List.copyOf(running.values());
    left.forEach(execution -> execution.end(new Answer.ShuttingDown()));
    return stopped.get() + left.size();
  }

  private void start(RunningExecution execution) {
    TraceContext trace = telemetry.current();
    if (draining) {
      execution.drain();
    }
    time.fork(
        execution.command().operation().label(),
        () -> {
          Answer answer = new Answer.Defect(execution.id());
          try {
            answer = driver.drive(execution, trace);
          } finally {
            end(execution, answer);
          }
        });
  }

  private void end(RunningExecution execution, Answer answer) {
    if (answer instanceof Answer.ShuttingDown) {
      stopped.incrementAndGet();
    }
    running.remove(execution.key(), execution);
    execution.end(answer);
    if (draining) {
      idle.wake();
    }
  }

  /** Executions that nobody asked for. */
  private final class OwnChores implements Housekeeping.Chores {
    @Override
    public void resume(Journal.Unfinished left) {
      RunningExecution execution = RunningExecution.resumed(left, time);
      if (running.putIfAbsent(left.key(), execution) == null) {
        start(execution);
      }
    }

    @Override
    public void interrupt(Journal.Unfinished left) {
      driver.interrupt(RunningExecution.resumed(left, time), telemetry.current());
    }

    @Override
    public void lookAfter(Journal.Unfinished done) {
      driver.lookAfter(RunningExecution.resumed(done, time), telemetry.current());
    }
  }
}
