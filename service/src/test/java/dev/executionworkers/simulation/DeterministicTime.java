package dev.executionworkers.simulation;

import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Time and threads under one seed. Exactly one thread runs at a time; whenever it touches a monitor
 * or the outside, the seed decides who runs next. When nobody can run, time jumps to the next
 * moment that anybody waits for. The same seed gives the same run.
 *
 * <p>Threads belong to a {@link Life}. One that is frozen stands still while the others go on; the
 * threads of one that is killed get a {@link ProcessDiedError} at whatever they try next.
 */
final class DeterministicTime implements Time {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LONGEST_STALL = Duration.ofMillis(20);

  /** Nobody waits for longer; what is later is never. */
  private static final Instant NEVER = START.plus(Duration.ofDays(3650));

  private record Alarm(Instant at, long number, Runnable ring) {}

  private final SplittableRandom random;
  private final BiConsumer<Life, Throwable> onBug;
  private final Life world = new Life("world", Duration.ZERO);
  private final List<Fiber> ready = new ArrayList<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparing(Alarm::at).thenComparingLong(Alarm::number));
  private final Semaphore nobodyLeft = new Semaphore(0);
  private final List<Life> lives = new ArrayList<>();
  private Optional<Fiber> current = Optional.empty();
  private Instant now = START;
  private int sections;
  private long fibersMade;
  private long alarmsMade;
  private long switches;
  private boolean stopped;

  /**
   * @param onBug told of whatever a thread does not catch
   */
  DeterministicTime(SplittableRandom random, BiConsumer<Life, Throwable> onBug) {
    this.random = random;
    this.onBug = onBug;
    lives.add(world);
  }

  /** What time it is on the clock of the process that asks. */
  @Override
  public Instant now() {
    return current
        .map(fiber -> {
          requireAlive(fiber);
          return now.plus(fiber.life.clockAhead());
        })
        .orElse(now);
  }

  /** What time it is on the world's own clock. */
  Instant worldNow() {
    return now;
  }

  /** The process that runs now; empty while the world itself acts. */
  Optional<Life> running() {
    return current.map(fiber -> fiber.life);
  }

  /** How often the baton has changed hands. */
  long switches() {
    return switches;
  }

  /** Runs the task on a thread of the process that asks. */
  @Override
  public void fork(String name, Runnable task) {
    current.ifPresent(DeterministicTime::requireAlive);
    fork(current.map(fiber -> fiber.life).orElse(world), name, task);
  }

  /** Runs the task on a thread of that process. */
  void fork(Life life, String name, Runnable task) {
    Fiber[] self = new Fiber[1];
    self[0] = new Fiber(++fibersMade, name, life, () -> body(self[0], task));
    life.fibers.add(self[0]);
    makeReady(self[0]);
  }

  @Override
  public Monitor monitor() {
    return new SimulatedMonitor();
  }

  /** A new process. */
  Life begin(String name, Duration clockAhead) {
    Life life = new Life(name, clockAhead);
    lives.add(life);
    return life;
  }

  /** Ends a process where it stands. */
  void kill(Life life) {
    life.dead = true;
    life.frozen = false;
    life.suspended.forEach(this::makeReady);
    life.suspended.clear();
    for (Fiber fiber : life.fibers) {
      if (fiber.isWaiting()) {
        fiber.stopWaiting();
        makeReady(fiber);
      }
    }
  }

  /** Stops a process where it stands. */
  void freeze(Life life) {
    if (!life.dead && !life.frozen) {
      life.frozen = true;
      life.freezes++;
    }
  }

  /** Lets a frozen process go on. */
  void thaw(Life life) {
    life.frozen = false;
    life.suspended.forEach(this::makeReady);
    life.suspended.clear();
  }

  /** Does something in the world after a while, whatever becomes of the processes. */
  void after(Duration delay, Runnable ring) {
    ring(now.plus(delay), ring);
  }

  /** The calling thread may be interrupted here, and a dead one ends. */
  void interact() {
    current.ifPresent(fiber -> {
      requireAlive(fiber);
      mayYield(fiber);
    });
  }

  /** Lets the calling thread wait. */
  void pass(Duration duration) {
    new SimulatedMonitor().awaitUntil(() -> false, now().plus(duration));
  }

  /** Nobody else runs before the calling thread waits. */
  void undisturbed() {
    current.ifPresent(fiber -> fiber.undisturbed = true);
  }

  /** Ends the run at the calling thread's next wait. */
  void stop() {
    stopped = true;
  }

  /** Runs until it is stopped or nobody can run any more, then ends whatever still waits. */
  void run() {
    runReady();
    alarms.clear();
    stopped = false;
    lives.forEach(this::kill);
    runReady();
  }

  private void runReady() {
    Optional<Fiber> first = next();
    if (first.isPresent()) {
      current = first;
      first.get().resume();
      nobodyLeft.acquireUninterruptibly();
      current = Optional.empty();
    }
  }

  private void body(Fiber self, Runnable task) {
    try {
      requireAlive(self);
      task.run();
    } catch (ProcessDiedError died) {
      if (!self.life.dead) {
        onBug.accept(self.life, died);
      }
    } catch (Throwable bug) {
      if (!self.life.dead) {
        onBug.accept(self.life, bug);
      }
    } finally {
      self.life.fibers.remove(self);
      handOver(self, false);
    }
  }

  /** Gives the baton to whoever is next, and waits to get it back. */
  private void handOver(Fiber self, boolean comesBack) {
    Optional<Fiber> next = next();
    switches++;
    if (next.isPresent() && next.get() == self) {
      current = next;
      return;
    }
    current = next;
    next.ifPresentOrElse(Fiber::resume, nobodyLeft::release);
    if (comesBack) {
      self.awaitTurn();
    }
  }

  private Optional<Fiber> next() {
    while (!stopped) {
      while (!ready.isEmpty()) {
        Fiber chosen = ready.remove(ready.size() == 1 ? 0 : random.nextInt(ready.size()));
        if (!chosen.life.frozen) {
          return Optional.of(chosen);
        }
        chosen.life.suspended.add(chosen);
      }
      if (alarms.isEmpty()) {
        return Optional.empty();
      }
      current = Optional.empty();
      now = alarms.element().at();
      while (!alarms.isEmpty() && !alarms.element().at().isAfter(now)) {
        alarms.remove().ring().run();
      }
    }
    return Optional.empty();
  }

  /** In the order of their making, so that the order of their waking decides nothing. */
  private void makeReady(Fiber fiber) {
    int place = ready.size();
    while (place > 0 && ready.get(place - 1).number > fiber.number) {
      place--;
    }
    ready.add(place, fiber);
  }

  private void mayYield(Fiber self) {
    if (sections > 0 || self.undisturbed) {
      return;
    }
    int chance = random.nextInt(64);
    if (chance == 0) {
      new SimulatedMonitor()
          .await(self, () -> false, now.plusNanos(random.nextLong(LONGEST_STALL.toNanos())));
    } else if (chance < 16 && !ready.isEmpty()) {
      makeReady(self);
      handOver(self, true);
      requireAlive(self);
    }
  }

  private static void requireAlive(Fiber fiber) {
    if (fiber.life.dead) {
      throw new ProcessDiedError();
    }
  }

  private void ring(Instant at, Runnable ring) {
    if (at.isBefore(NEVER)) {
      alarms.add(new Alarm(at, ++alarmsMade, ring));
    }
  }

  private final class SimulatedMonitor implements Monitor {
    private final List<Fiber> waiters = new ArrayList<>(2);

    @Override
    public <T> T change(Supplier<T> section) {
      interact();
      try {
        return alone(section);
      } finally {
        wakeWhoCanGoOn();
      }
    }

    @Override
    public <T> T look(Supplier<T> section) {
      interact();
      return alone(section);
    }

    @Override
    public boolean awaitUntil(BooleanSupplier condition, Instant until) {
      interact();
      Fiber self = current.orElseThrow();
      Instant end = until.isAfter(NEVER) ? NEVER : until.minus(self.life.clockAhead());
      return await(self, condition, end);
    }

    private boolean await(Fiber self, BooleanSupplier condition, Instant end) {
      while (!alone(condition::getAsBoolean)) {
        if (!now.isBefore(end)) {
          return false;
        }
        self.undisturbed = false;
        self.wait(condition, waiters);
        long wait = self.waits;
        ring(end, () -> timeIsUp(self, wait));
        handOver(self, true);
        requireAlive(self);
      }
      return true;
    }

    private void timeIsUp(Fiber fiber, long wait) {
      if (fiber.waits == wait && fiber.isWaiting()) {
        fiber.stopWaiting();
        makeReady(fiber);
      }
    }

    private <T> T alone(Supplier<T> section) {
      sections++;
      try {
        return section.get();
      } finally {
        sections--;
      }
    }

    /** Each looks for itself: on its own process's clock. */
    private void wakeWhoCanGoOn() {
      if (waiters.isEmpty()) {
        return;
      }
      Optional<Fiber> changer = current;
      for (Fiber waiter : List.copyOf(waiters)) {
        current = Optional.of(waiter);
        if (alone(waiter.condition::getAsBoolean)) {
          waiter.stopWaiting();
          makeReady(waiter);
        }
      }
      current = changer;
    }
  }
}
