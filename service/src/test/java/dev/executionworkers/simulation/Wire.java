package dev.executionworkers.simulation;

import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What lies between a process and a peer. What was sent takes its effect whatever becomes of who
 * sent it.
 */
final class Wire {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONGEST_LIMIT = Duration.ofSeconds(20);

  private final DeterministicTime time;
  private final Weather weather;
  private final SimulatedStore store;

  Wire(DeterministicTime time, Weather weather, SimulatedStore store) {
    this.store = store;
    this.time = time;
    this.weather = weather;
  }

  /**
   * Makes one attempt and waits for what comes of it.
   *
   * @param timeout for how long the caller waits
   * @param effect what the peer does when it gets the request, and its answer
   */
  <T> StepResult<T> call(
      Peer peer, Attempt attempt, Duration timeout, Supplier<StepResult<T>> effect) {
    return call(peer, attempt, timeout, () -> false, effect);
  }

  /**
   * The same with a peer that knows what it has done.
   *
   * @param done whether it has: it then never says no
   */
  <T> StepResult<T> call(
      Peer peer,
      Attempt attempt,
      Duration timeout,
      BooleanSupplier done,
      Supplier<StepResult<T>> effect) {
    time.running().ifPresent(sender -> store.sends(attempt.idempotencyKey(), sender, timeout));
    time.interact();
    Fault fault = weather.fault(peer, time.worldNow());
    Duration there = weather.upTo(SHORT);
    Duration back = weather.upTo(SHORT);
    return switch (fault) {
      case NONE -> send(peer, timeout, there, Optional.of(back), effect);
      case NEVER_SENT -> {
        time.pass(there);
        yield StepResult.failed(new Failure.NeverSent(error(peer, Problem.UNAVAILABLE, 0)));
      }
      case REQUEST_LOST -> waitInVain(peer, timeout);
      case REPLY_LOST -> send(peer, timeout, there, Optional.empty(), effect);
      case RESET_AFTER_EFFECT ->
          send(peer, timeout, there, Optional.of(back), instead(effect, cut(peer)));
      case FAILED_WITHOUT_EFFECT ->
          send(peer, timeout, there, Optional.of(back), () -> StepResult.failed(failed(peer)));
      case FAILED_AFTER_EFFECT ->
          send(peer, timeout, there, Optional.of(back), instead(effect, failed(peer)));
      case THROTTLED -> {
        time.pass(there);
        yield StepResult.failed(
            new Failure.Throttled(
                error(peer, Problem.RATE_LIMITED, 429),
                time.now().plus(weather.upTo(LONGEST_LIMIT))));
      }
      case TAKES_EFFECT_LATE ->
          send(peer, timeout, weather.upTo(Weather.LATEST_EFFECT), Optional.of(back), effect);
      case SLOW ->
          send(
              peer,
              timeout,
              weather.upTo(timeout),
              Optional.of(weather.upTo(timeout.dividedBy(2))),
              effect);
      case REFUSED -> {
        DomainError error = error(peer, weather.refusal(peer, time.worldNow()), 422);
        yield send(
            peer,
            timeout,
            there,
            Optional.of(back),
            () -> done.getAsBoolean() ? effect.get() : StepResult.refused(error));
      }
    };
  }

  /** Opens a connection and closes it again: a peer that would refuse every request accepts it. */
  StepResult<Confirmed> connect(Peer peer) {
    time.interact();
    Fault fault = weather.fault(peer, time.worldNow());
    time.pass(weather.upTo(SHORT));
    return fault == Fault.NONE || fault == Fault.REFUSED
        ? StepResult.done(new Confirmed())
        : StepResult.failed(new Failure.NeverSent(error(peer, Problem.UNAVAILABLE, 0)));
  }

  private <T> StepResult<T> send(
      Peer peer,
      Duration timeout,
      Duration there,
      Optional<Duration> back,
      Supplier<StepResult<T>> effect) {
    Reply<StepResult<T>> reply = new Reply<>(time);
    time.after(
        there,
        () -> {
          StepResult<T> result = effect.get();
          back.ifPresent(way -> time.after(way, () -> reply.arrive(result)));
        });
    return reply.await(time.now().plus(timeout)).orElseGet(() -> timeout(peer));
  }

  private <T> StepResult<T> waitInVain(Peer peer, Duration timeout) {
    time.pass(timeout);
    return timeout(peer);
  }

  private static <T> Supplier<StepResult<T>> instead(
      Supplier<StepResult<T>> effect, Failure failure) {
    return () -> {
      var _ = effect.get();
      return StepResult.failed(failure);
    };
  }

  private static <T> StepResult<T> timeout(Peer peer) {
    return StepResult.failed(new Failure.LostReply(error(peer, Problem.TIMEOUT, 0)));
  }

  private static Failure cut(Peer peer) {
    return new Failure.LostReply(error(peer, Problem.UNAVAILABLE, 0));
  }

  private static Failure failed(Peer peer) {
    return new Failure.PeerFailed(error(peer, Problem.UNAVAILABLE, 503), Optional.empty());
  }

  private static DomainError error(Peer peer, Problem problem, int status) {
    return new DomainError(peer, problem, status, "as simulated");
  }

  /**
   * An answer on its way.
   *
   * @param <T> what is answered
   */
  static final class Reply<T> {
    private final Time.Monitor monitor;
    private Optional<T> arrived = Optional.empty();
    private boolean broken;

    Reply(DeterministicTime time) {
      this.monitor = time.monitor();
    }

    void arrive(T value) {
      monitor.change(() -> arrived = Optional.of(value));
    }

    /** There will be none. */
    void breakOff() {
      monitor.change(() -> broken = true);
    }

    /** The answer, or empty when it has not come in time or the connection broke. */
    Optional<T> await(Instant until) {
      monitor.awaitUntil(() -> arrived.isPresent() || broken, until);
      return arrived;
    }
  }
}
