package dev.executionworkers.simulators.github;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The rate limits. Each user has 5,000 requests an hour, as at GitHub, and runs into 403 with the
 * next; the rest is put on by hand. A limit holds for every caller until its time is over by the
 * simulator's clock, and is taken off by {@link #lift()}. Every method may be called on any thread.
 */
public final class Limits {

  private static final int FORBIDDEN = 403;

  private final GitHubState state;
  private final RateLimits rates;

  Limits(GitHubState state, RateLimits rates) {
    this.state = state;
    this.rates = rates;
  }

  /** How many requests an hour a user has. Measurements want more than the default. */
  public void requestsPerHour(int requests) {
    state.change(() -> rates.perHour(requests));
  }

  /** The hour is used up until then: 403 with {@code x-ratelimit-remaining: 0}. */
  public void primary(Duration untilReset) {
    primary(untilReset, FORBIDDEN);
  }

  /** The hour is used up until then, with 403 or 429. */
  public void primary(Duration untilReset, int status) {
    state.change(() -> rates.exhaust(untilReset, status));
  }

  /** A secondary limit for so long: 403 with {@code retry-after} in whole seconds. */
  public void secondary(Duration time) {
    secondary(time, FORBIDDEN);
  }

  /** A secondary limit for so long, with 403 or 429 and {@code retry-after}. */
  public void secondary(Duration time, int status) {
    state.change(() -> rates.limit(new RateLimits.Secondary(after(time), status, true, false)));
  }

  /** A secondary limit for so long: 403, and nothing but its body tells. */
  public void secondaryBare(Duration time) {
    state.change(() -> rates.limit(new RateLimits.Secondary(after(time), FORBIDDEN, false, false)));
  }

  /** A secondary limit on writes for so long: 403, and nothing but its body tells. */
  public void contentCreation(Duration time) {
    state.change(() -> rates.limit(new RateLimits.Secondary(after(time), FORBIDDEN, false, true)));
  }

  /** Ends all limits and gives everybody a new hour. */
  public void lift() {
    state.change(rates::lift);
  }

  /**
   * Holds the secondary limits that GitHub publishes against every caller from now on: a second
   * between writes, 80 writes a minute and 500 an hour, 900 points a minute. Whoever breaks one is
   * blocked for a minute, with {@code retry-after}.
   */
  public void publish() {
    state.change(rates::publish);
  }

  /** How the published limits were broken, requests while blocked too; in order. */
  public List<String> violations() {
    return state.locked(rates::violations);
  }

  /** How many requests were answered by a limit. */
  public long refusals() {
    return state.locked(rates::refusals);
  }

  private Instant after(Duration time) {
    return state.clock.instant().plus(time);
  }
}
