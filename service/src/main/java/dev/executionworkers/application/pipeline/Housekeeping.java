package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Unfinished;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What nobody asks for and must be done all the same: leases are renewed, what operators have asked
 * of other replicas is done, what an earlier process left unfinished is taken up or closed, what
 * has succeeded is looked after. Two threads: leases do not wait for the rest.
 */
final class Housekeeping {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(10);

  /**
   * How long what is unfinished and not a rotation waits for a caller to ask again. Nobody could
   * ask before this process was there.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** How long after it was taken up something is left alone: a bug would repeat for ever. */
  private static final Duration BETWEEN_RESUMPTIONS = Duration.ofMinutes(1);

  private static final int AT_A_TIME = 100;

  private final Ports ports;
  private final Time time;
  private final Held held;
  private final Chores chores;
  private final Set<ExecutionId> underway = ConcurrentHashMap.newKeySet();
  private final Map<ExecutionId, Instant> resumed = new HashMap<>();
  private final Time.Monitor monitor;
  private Instant started = Instant.MAX;
  private boolean stopped;

  /** What can be done for an execution that nobody asks for; each on a thread of its own. */
  interface Chores {

    /** Goes on with it as if somebody had asked. */
    void resume(Unfinished left);

    /** Closes it: whether it had its effect is unknown. */
    void interrupt(Unfinished left);

    /** Looks after it. */
    void lookAfter(Unfinished done);
  }

  Housekeeping(Ports ports, Time time, Held held, Chores chores) {
    this.ports = ports;
    this.time = time;
    this.held = held;
    this.chores = chores;
    this.monitor = time.monitor();
  }

  /** Starts the threads. */
  void start() {
    started = time.now();
    time.fork("renewals", this::keepRenewing);
    time.fork("housekeeping", this::keep);
  }

  /** Ends the threads at their next look. */
  void stop() {
    monitor.change(() -> stopped = true);
  }

  /** A wait takes its time whatever becomes of the clock, and a lease ends by the journal's. */
  private void keepRenewing() {
    Duration pause = PERIOD;
    while (!monitor.awaitUntil(() -> stopped, time.now().plus(pause))) {
      boolean renewed = unlessJournalIsAway(() -> held.renewAll(ports.journal(), ports.hold()));
      pause = renewed ? BETWEEN_RENEWALS : PERIOD;
    }
  }

  private void keep() {
    while (!monitor.awaitUntil(() -> stopped, time.now().plus(PERIOD))) {
      unlessJournalIsAway(this::once);
    }
  }

  /** While it is away whoever asks is told and /readyz is red; the next look is a second away. */
  private static boolean unlessJournalIsAway(Runnable work) {
    try {
      work.run();
      return true;
    } catch (JournalUnavailableException e) {
      return false;
    }
  }

  private void once() {
    Instant now = time.now();
    Journal journal = ports.journal();
    held.heed(journal);
    resumed.values().removeIf(at -> at.plus(BETWEEN_RESUMPTIONS).isBefore(now));
    journal.orphans(AT_A_TIME).forEach(left -> takeUp(left, now));
    journal.due(now, AT_A_TIME).forEach(done -> fork(done, chores::lookAfter));
  }

  private void takeUp(Unfinished left, Instant now) {
    if (left.lane().isPresent()) {
      if (!resumed.containsKey(left.execution())) {
        resumed.put(left.execution(), now);
        fork(left, chores::resume);
      }
    } else if (Times.later(left.since(), started).plus(PATIENCE).isBefore(now)) {
      fork(left, chores::interrupt);
    }
  }

  private void fork(Unfinished execution, Consumer<Unfinished> chore) {
    if (underway.add(execution.execution())) {
      time.fork(
          "housekeeping " + execution.execution(),
          () -> {
            try {
              unlessJournalIsAway(() -> chore.accept(execution));
            } finally {
              underway.remove(execution.execution());
            }
          });
    }
  }
}
