package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of one service, one after the other. Safe for many threads. */
final class Lives implements AutoCloseable {
  /** Generous: only a failure takes as long. */
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final World world;
  private final Duration patience;
  private final List<Caller> callers = new ArrayList<>();
  private Optional<ServiceProcess> alive = Optional.empty();
  private Optional<Caller> caller = Optional.empty();

  /**
   * None yet.
   *
   * @param patience for how long callers wait for an answer
   */
  Lives(World world, Duration patience) {
    this.world = world;
    this.patience = patience;
  }

  /**
   * Begins one, with some settings more than the world's. One that ends at once, as it does when
   * its database does not answer within seconds, is begun again, as whatever supervises it would.
   */
  void begin(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(world.settings());
    settings.putAll(more);
    ServiceProcess process = ServiceProcess.startPersistently(settings);
    Caller next = Caller.of(process.uri()).waiting(patience);
    synchronized (this) {
      alive = Optional.of(process);
      caller = Optional.of(next);
      callers.add(next);
      notifyAll();
    }
  }

  /** Who asks the one that lives now; waits until one does. */
  synchronized Caller caller() {
    while (caller.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", stopped);
      }
    }
    return caller.get();
  }

  /** Tells it to end, by SIGTERM, and waits for nothing. Nobody asks it any more. */
  synchronized void terminate() {
    caller = Optional.empty();
    alive.orElseThrow().terminate();
  }

  /** Ends it in good order. */
  void end() {
    disown().close();
    world.store().everybodyIsDead();
  }

  /** Ends it by SIGKILL. */
  void kill() {
    ServiceProcess process = disown();
    process.kill();
    process.waitFor(LONGEST_END);
    process.close();
    world.store().everybodyIsDead();
  }

  /** From now on nobody asks it any more, and it is the taker's. */
  synchronized ServiceProcess disown() {
    ServiceProcess process = alive.orElseThrow();
    alive = Optional.empty();
    caller = Optional.empty();
    return process;
  }

  /** Lets the last one end in good order. */
  @Override
  public synchronized void close() {
    alive.ifPresent(ServiceProcess::close);
    alive = Optional.empty();
    callers.forEach(Caller::close);
  }
}
