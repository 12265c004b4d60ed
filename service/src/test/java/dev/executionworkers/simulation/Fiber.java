package dev.executionworkers.simulation;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A simulated thread: runs only while it has the baton. Belongs to {@link DeterministicTime}. */
final class Fiber {
  final long number;
  final String name;
  final Life life;
  private final Thread thread;
  private volatile boolean turn;
  private boolean started;

  private boolean waiting;
  private List<Fiber> waitingIn = List.of();
  BooleanSupplier condition = () -> false;
  long waits;
  boolean undisturbed;

  Fiber(long number, String name, Life life, Runnable body) {
    this.number = number;
    this.name = name;
    this.life = life;
    this.thread = Thread.ofVirtual().name(name).unstarted(body);
  }

  /** Hands it the baton. */
  void resume() {
    if (started) {
      turn = true;
      LockSupport.unpark(thread);
    } else {
      started = true;
      thread.start();
    }
  }

  /** Waits for the baton; called by the fiber's own thread. */
  void awaitTurn() {
    while (!turn) {
      LockSupport.park(this);
    }
    turn = false;
  }

  boolean isWaiting() {
    return waiting;
  }

  void wait(BooleanSupplier until, List<Fiber> waiters) {
    waiting = true;
    condition = until;
    waitingIn = waiters;
    waits++;
    waiters.add(this);
  }

  void stopWaiting() {
    waiting = false;
    waitingIn.remove(this);
    waitingIn = List.of();
  }
}
