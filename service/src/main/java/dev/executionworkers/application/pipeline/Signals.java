package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.pipeline.Pause.Awakening;
import java.time.Instant;
import java.util.Optional;

/**
 * What others want of an execution that pauses or waits, and what came of it. Guarded by the
 * execution's monitor.
 */
final class Signals {
  private boolean hurry;
  private boolean challenged;
  private boolean turn;
  private boolean draining;
  private boolean abandonAsked;
  private boolean abandoned;
  private boolean madeWay;

  /** The next attempt shall be made as soon as it may. */
  void hurry() {
    hurry = true;
  }

  /** An attempt serves everyone who has come so far. */
  void served() {
    hurry = false;
  }

  /** Another execution waits for the lane. */
  void challenge() {
    challenged = true;
    hurry();
  }

  /** The lane is free for this one. */
  void grantTurn() {
    turn = true;
  }

  boolean hasTurn() {
    return turn;
  }

  /** The process is about to end. */
  void drain() {
    draining = true;
  }

  boolean isDraining() {
    return draining;
  }

  /** It shall end with its last failure, once it is past its point of no return. */
  void abandon() {
    abandonAsked = true;
  }

  /** Whether it has ended a pause because an operator has it end. */
  boolean isAbandoned() {
    return abandoned;
  }

  /** Whether it has ended a pause because another waits for its lane. */
  boolean madeWay() {
    return madeWay;
  }

  /** What ends this pause before its time, if anything does. An operator's word goes first. */
  Optional<Awakening> interrupting(Pause pause, Instant now) {
    if (pause.wakeable() && abandonAsked) {
      return Optional.of(Awakening.GIVE_UP);
    }
    if (pause.supersedable() && challenged) {
      return Optional.of(Awakening.MAKE_WAY);
    }
    boolean hurried = pause.wakeable() && hurry && !now.isBefore(pause.notBefore());
    return hurried ? Optional.of(Awakening.GO_ON) : Optional.empty();
  }

  /** The pause has ended so. */
  void awoke(Pause pause, Awakening awakening) {
    abandoned |= abandonAsked && pause.wakeable() && awakening == Awakening.GIVE_UP;
    madeWay |= awakening == Awakening.MAKE_WAY;
  }
}
