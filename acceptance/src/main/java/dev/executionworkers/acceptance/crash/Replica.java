package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.Patience;
import dev.executionworkers.acceptance.ServiceProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One place in the fleet, where one process comes after the other. What is done to it is done one
 * at a time. Safe for many threads.
 */
final class Replica implements AutoCloseable {
  private static final Duration LONGEST_END = Duration.ofSeconds(30);

  private final Store store;
  private final Map<String, String> settings;
  private final Duration patience;
  private final Tally tally;
  private final List<Caller> callers = new ArrayList<>();
  private final List<ServiceProcess> processes = new ArrayList<>();
  private Optional<ServiceProcess> alive = Optional.empty();
  private String firstSubject = "";
  private volatile Optional<Caller> caller = Optional.empty();

  Replica(Store store, Map<String, String> settings, Duration patience, Tally tally) {
    this.store = store;
    this.settings = settings;
    this.patience = patience;
    this.tally = tally;
  }

  /** Who asks it; empty while there is no process. */
  Optional<Caller> caller() {
    return caller;
  }

  /** Begins a process unless there is one; tried again and again while it cannot start. */
  synchronized void begin() {
    while (alive.isEmpty()) {
      try {
        ServiceProcess process = ServiceProcess.start(settings);
        processes.add(process);
        alive = Optional.of(process);
      } catch (IllegalStateException databaseAway) {
        tally.count("process: could not start");
      }
    }
    if (caller.isEmpty()) {
      Caller mine = Caller.of(alive.get().uri()).waiting(patience);
      callers.add(mine);
      firstSubject = World.newSubject(Wish.Kind.SECRETS);
      Wish first = new Wish(Wish.Kind.SECRETS, firstSubject);
      Thread.ofVirtual().start(() -> mine.post(first.path(), first.body()));
      caller = Optional.of(mine);
    }
  }

  /** SIGKILL, a while without a process, and another. */
  synchronized void kill(Duration down) {
    alive.ifPresent(process -> {
      tally.count("process: killed");
      process.kill();
      buried(process);
      Patience.pause(down);
    });
    begin();
  }

  /** SIGTERM, a while without a process, and another. */
  synchronized void terminate(Duration down) {
    alive.ifPresent(process -> {
      tally.count("process: terminated");
      process.terminate();
      buried(process);
      Patience.pause(down);
    });
    begin();
  }

  /** SIGSTOP, and SIGCONT after a while. */
  synchronized void standStill(Duration time) {
    alive.ifPresent(process -> {
      tally.count("process: stood still");
      process.standStill();
      Patience.pause(time);
      process.goOn();
    });
  }

  /** What its processes have said. */
  synchronized List<String> said() {
    return processes.stream().flatMap(process -> process.output().text().lines()).toList();
  }

  @Override
  public synchronized void close() {
    alive.ifPresent(process -> {
      process.terminate();
      buried(process);
    });
    callers.forEach(Caller::close);
  }

  private void buried(ServiceProcess process) {
    caller = Optional.empty();
    alive = Optional.empty();
    try {
      process.waitFor(LONGEST_END);
      process.close();
    } catch (IllegalStateException wrong) {
      tally.violation("the process: " + wrong.getMessage());
      process.kill();
    }
    store.isDead(firstSubject);
  }
}
