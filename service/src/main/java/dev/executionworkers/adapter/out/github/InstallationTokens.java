package dev.executionworkers.adapter.out.github;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The tokens of one installation, one after the other. Whoever finds that a new one is due gets it,
 * on their own thread; while they do, the others go on with the former one, or wait where it is no
 * longer any use, and hear of whatever came of it. Thread-safe.
 */
final class InstallationTokens {
  /** For so long a failure is passed on, instead of running into it anew. */
  static final Duration FAILURE_STANDS = Duration.ofSeconds(1);

  private final Supplier<StepResult<InstallationToken>> renewal;
  private final InstantSource clock;

  // All of it guarded by this object, which is never locked across a call.
  private Optional<InstallationToken> current = Optional.empty();
  private Optional<Standing> standing = Optional.empty();
  private Optional<CompletableFuture<StepResult<InstallationToken>>> flight = Optional.empty();

  /** A failure that need not be run into again before then. */
  private record Standing(Failure failure, Instant until) {}

  /** What to do for a token. */
  private sealed interface Course {
    record Use(StepResult<InstallationToken> known) implements Course {}

    record Join(CompletableFuture<StepResult<InstallationToken>> flight) implements Course {}

    record Lead(
        CompletableFuture<StepResult<InstallationToken>> flight,
        Optional<InstallationToken> meanwhile)
        implements Course {}
  }

  /**
   * Has no token yet.
   *
   * @param renewal gets one; called by one thread at a time
   */
  InstallationTokens(Supplier<StepResult<InstallationToken>> renewal, InstantSource clock) {
    this.renewal = renewal;
    this.clock = clock;
  }

  /** A token to use now, or why there is none. */
  StepResult<InstallationToken> get() {
    return switch (course()) {
      case Course.Use(var known) -> known;
      case Course.Join(var other) -> other.join();
      case Course.Lead(var own, var meanwhile) -> {
        StepResult<InstallationToken> renewed = lead(own);
        yield renewed instanceof StepResult.Failed<InstallationToken>
            ? meanwhile.map(StepResult::done).orElse(renewed)
            : renewed;
      }
    };
  }

  /** GitHub has answered 401 to it: unless it is too young, it is not used again. */
  synchronized void rejected(Secret token) {
    Instant now = clock.instant();
    current = current.filter(it -> !it.token().equals(token) || it.isYoung(now));
  }

  /** Whether nothing is lost with this object. */
  synchronized boolean isIdle() {
    return current.isEmpty() && flight.isEmpty();
  }

  private synchronized Course course() {
    Instant now = clock.instant();
    Optional<InstallationToken> usable = current.filter(it -> it.isUsable(now));
    if (usable.isPresent() && (usable.get().isFresh(now) || flight.isPresent())) {
      return new Course.Use(StepResult.done(usable.get()));
    }
    if (flight.isPresent()) {
      return new Course.Join(flight.get());
    }
    standing = standing.filter(it -> now.isBefore(it.until()));
    if (standing.isPresent()) {
      return new Course.Use(
          usable.map(StepResult::done).orElse(StepResult.failed(standing.get().failure())));
    }
    var own = new CompletableFuture<StepResult<InstallationToken>>();
    flight = Optional.of(own);
    return new Course.Lead(own, usable);
  }

  private StepResult<InstallationToken> lead(CompletableFuture<StepResult<InstallationToken>> own) {
    try {
      StepResult<InstallationToken> renewed = renewal.get();
      settle(renewed);
      own.complete(renewed);
      return renewed;
    } catch (RuntimeException | Error bug) {
      land();
      own.completeExceptionally(bug);
      throw bug;
    }
  }

  private synchronized void settle(StepResult<InstallationToken> renewed) {
    land();
    switch (renewed) {
      case StepResult.Done<InstallationToken>(var token) -> current = Optional.of(token);
      case StepResult.Failed<InstallationToken>(Failure.NotYet _) -> {
        // The very next attempt may do.
      }
      case StepResult.Failed<InstallationToken>(var failure) -> {
        Instant soon = clock.instant().plus(FAILURE_STANDS);
        Instant until = said(failure).filter(soon::isBefore).orElse(soon);
        standing = Optional.of(new Standing(failure, until));
      }
    }
  }

  /** Until when GitHub itself said so: to ask our own guards anew costs nothing, and they know. */
  private static Optional<Instant> said(Failure failure) {
    return failure.retryAt().filter(_ -> failure.error().peerStatus() != DomainError.NO_STATUS);
  }

  private synchronized void land() {
    flight = Optional.empty();
  }
}
