package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.Failures;
import dev.executionworkers.port.out.Journal.FailedAttempt;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Requested;
import dev.executionworkers.port.out.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process knows of an execution that it holds. Thread-safe.
 *
 * <p>A lease that was just taken lasts for a while without asking again: counted from before it was
 * asked for, on two clocks, of which one goes on while the machine sleeps and the other cannot be
 * set back.
 */
final class HeldLease {
  private final Lease lease;
  private final long number;
  private final Optional<String> lane;
  private final boolean mayHaveSecrets;
  private final Failures failures;
  private final Stopwatch taken;
  private final Map<Ledger.Request, Instant> heard = new ConcurrentHashMap<>();
  private volatile boolean sealed;
  private volatile String lastCode = "";
  private volatile boolean hasNews;
  private volatile boolean inDoubt;

  HeldLease(
      Lease lease,
      long number,
      Optional<String> lane,
      boolean mayHaveSecrets,
      Failures failures,
      Stopwatch taken) {
    this.lease = lease;
    this.number = number;
    this.lane = lane;
    this.mayHaveSecrets = mayHaveSecrets;
    this.failures = failures;
    this.taken = taken;
  }

  Lease lease() {
    return lease;
  }

  long number() {
    return number;
  }

  Optional<String> lane() {
    return lane;
  }

  Failures failures() {
    return failures;
  }

  /** Adds a failed attempt; if it is of another kind than the last, other replicas shall know. */
  void failed(FailedAttempt attempt) {
    failures.add(attempt);
    String code = attempt.error().code();
    if (!code.equals(lastCode)) {
      lastCode = code;
      hasNews = true;
    }
  }

  /** Whether those who wait for it at other replicas may not know yet what has failed. */
  boolean hasNews() {
    return hasNews;
  }

  void told() {
    hasNews = false;
  }

  /** A request that stands there, unless it was heard of before. */
  Optional<Requested> news(Requests.Made made) {
    boolean known = made.at().equals(heard.put(made.request(), made.at()));
    return known ? Optional.empty() : Optional.of(new Requested(lease.execution(), made.request()));
  }

  boolean hasSecrets() {
    return mayHaveSecrets || sealed;
  }

  void gotSecrets() {
    sealed = true;
  }

  /** Whether a write that ends it may have been done without our having heard so. */
  boolean isInDoubt() {
    return inDoubt;
  }

  void doubt() {
    inDoubt = true;
  }

  /** Whether it lasts for so long in any case, having been taken for {@code all}. */
  boolean lastsFor(Duration hold, Duration all) {
    return taken.elapsed().plus(hold).compareTo(all) < 0;
  }

  /** Time since it was started, by whichever clock says more. */
  static final class Stopwatch {
    private final long startNanos = System.nanoTime();
    private final long startMillis = System.currentTimeMillis();

    Duration elapsed() {
      Duration monotonic = Duration.ofNanos(System.nanoTime() - startNanos);
      Duration wall = Duration.ofMillis(System.currentTimeMillis() - startMillis);
      return monotonic.compareTo(wall) > 0 ? monotonic : wall;
    }
  }
}
