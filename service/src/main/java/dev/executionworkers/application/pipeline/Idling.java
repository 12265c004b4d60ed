package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.pipeline.Pause.Awakening;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.Time;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What an execution's own thread does when it does nothing: it waits for its turn, or pauses
 * between two attempts. Guarded by the execution's monitor.
 */
final class Idling {
  private final Time time;
  private final Time.Monitor monitor;
  private final Patience patience;
  private final Signals signals;
  private final Audience audience;
  private final Progress progress;
  private Optional<Instant> pausesUntil = Optional.empty();

  Idling(
      Time time,
      Time.Monitor monitor,
      Patience patience,
      Signals signals,
      Audience audience,
      Progress progress) {
    this.time = time;
    this.monitor = monitor;
    this.patience = patience;
    this.signals = signals;
    this.audience = audience;
    this.progress = progress;
  }

  /** When the pause is over that it is in; its monitor is held. */
  Optional<Instant> until() {
    return pausesUntil;
  }

  /** Waits for its turn in the lane; false when nobody has waited for it for a while. */
  boolean awaitTurn() {
    while (!monitor.look(signals::hasTurn) && standBy(signals::hasTurn, Instant.MAX)) {}
    return monitor.look(signals::hasTurn);
  }

  /** Waits until it is ready or the time has come; false when nobody wants it any more. */
  boolean standBy(BooleanSupplier ready, Instant until) {
    Instant end = monitor.look(() -> patience.noLaterThan(until));
    monitor.awaitUntil(() -> ready.getAsBoolean() || isDeserted() || isUnwanted(), end);
    return monitor.look(() ->
        !isDeserted() && !isUnwanted() && time.now().isBefore(patience.limit(Pause.Limit.LINGER)));
  }

  /** Whether nobody waits, and the process is about to end. */
  private boolean isDeserted() {
    return signals.isDraining() && audience.waiting() == 0;
  }

  /** Whether its last caller has gone for good, and nothing can have come of it. */
  boolean isUnwanted() {
    return audience.hasWithdrawn() && !progress.isEffectInDoubt();
  }

  /** Pauses the execution's thread. */
  Awakening pause(Pause pause) {
    monitor.change(() -> pausesUntil = Optional.of(pause.until()));
    Awakening awakening = awaken(pause);
    return monitor.look(() -> {
      pausesUntil = Optional.empty();
      signals.awoke(pause, awakening);
      return awakening;
    });
  }

  private Awakening awaken(Pause pause) {
    while (true) {
      Instant end = monitor.look(() -> patience.nextLook(pause, time.now()));
      boolean woken = monitor.awaitUntil(() -> awakening(pause, time.now()).isPresent(), end);
      // A wait takes its time, so its end has come whoever has put the clock back meanwhile.
      Instant now = woken ? time.now() : Times.later(time.now(), end);
      Optional<Awakening> awakening = monitor.look(() -> awakening(pause, now));
      if (awakening.isPresent()) {
        return awakening.get();
      }
    }
  }

  private Optional<Awakening> awakening(Pause pause, Instant now) {
    if (isDeserted()) {
      return Optional.of(Awakening.STOP);
    }
    if (pause.limit() != Pause.Limit.NONE && isUnwanted()) {
      return Optional.of(Awakening.GIVE_UP);
    }
    Optional<Awakening> interrupted = signals.interrupting(pause, now);
    if (interrupted.isPresent()) {
      return interrupted;
    }
    if (!now.isBefore(pause.until())) {
      return Optional.of(Awakening.GO_ON);
    }
    return now.isBefore(patience.limit(pause.limit()))
        ? Optional.empty()
        : Optional.of(Awakening.GIVE_UP);
  }
}
