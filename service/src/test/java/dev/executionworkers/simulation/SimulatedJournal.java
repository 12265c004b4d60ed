package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store as one process sees it: each write may be the process's last act, done or not; the
 * store may be away; and the answer of a commit may be lost, which is read back when the same is
 * asked again, as a journal over a network must.
 */
final class SimulatedJournal implements Journal {
  private final SimulatedStore store;
  private final Life owner;
  private final DeterministicTime time;
  private final Weather weather;
  private final Tally tally;
  private final Runnable crash;
  private final Map<String, Object> lostAnswers = new HashMap<>();

  /**
   * @param crash ends the process that calls
   */
  SimulatedJournal(World world, Life owner, Runnable crash) {
    this.store = world.store;
    this.owner = owner;
    this.time = world.time;
    this.weather = world.weather;
    this.tally = world.tally;
    this.crash = crash;
  }

  @Override
  public Claim claim(Intent intent) {
    return write("claim " + intent.proposed(), Claim.class, () -> store.claim(intent, owner));
  }

  @Override
  public Renewal renew(Lease lease, Duration hold) {
    return write("renew " + lease, Renewal.class, () -> store.renew(lease, hold, owner));
  }

  @Override
  public Optional<String> recall(Lease lease, String step) {
    return read(() -> store.memory().recall(lease, step));
  }

  @Override
  public void record(Lease lease, String step, String value) {
    change("record " + step + " of " + lease, () -> store.record(lease, step, value));
  }

  /** Read by nobody here. */
  @Override
  public void note(Lease lease, FailedAttempt attempt) {}

  @Override
  public Optional<Command> request(ExecutionId execution, Ledger.Request request, Requester by) {
    time.interact();
    crashNow("before");
    Optional<Command> about = available(() -> store.request(execution, request, by));
    crashNow("after");
    return about;
  }

  @Override
  public List<Requested> requested(Collection<Lease> leases) {
    return read(() -> store.memory().requested(leases));
  }

  @Override
  public Optional<Secret> unseal(Lease lease, String slot) {
    return read(() -> store.memory().unseal(lease, slot));
  }

  @Override
  public void seal(Lease lease, String slot, Secret secret) {
    change("seal " + slot + " of " + lease, () -> store.seal(lease, slot, secret));
  }

  @Override
  public void finish(Lease lease, Ending ending) {
    change("finish " + lease, () -> store.finish(lease, ending));
  }

  @Override
  public void release(Lease lease) {
    change("release " + lease, () -> store.release(lease));
  }

  @Override
  public List<Unfinished> orphans(int limit) {
    return read(() -> {
      store.releaseExpired();
      return store.memory().orphans(limit);
    });
  }

  @Override
  public List<Unfinished> due(Instant now, int limit) {
    return read(() -> {
      store.releaseExpired();
      return store.memory().due(now, limit);
    });
  }

  @Override
  public Optional<Aftercare> lookAfter(ExecutionId execution, Instant at) {
    Supplier<Optional<Aftercare>> look = () -> store.lookAfter(execution, at, owner);
    time.interact();
    crashNow("before");
    Optional<Aftercare> care = available(look);
    crashNow("after");
    return care;
  }

  @Override
  public void lookedAfter(Lease lease, Optional<Instant> again) {
    change("looked after " + lease, () -> store.lookedAfter(lease, again));
  }

  @Override
  public boolean writable() {
    return !store.isAway();
  }

  @Override
  public void close() {}

  private void change(String what, Runnable change) {
    var _ =
        write(
            what,
            Boolean.class,
            () -> {
              change.run();
              return true;
            });
  }

  private <T> T write(String what, Class<T> type, Supplier<T> change) {
    time.interact();
    crashNow("before");
    if (lostAnswers.containsKey(what) && !store.isAway()) {
      return type.cast(lostAnswers.remove(what));
    }
    T result = available(change);
    crashNow("after");
    if (weather.losesCommit()) {
      tally.count("store: commit whose answer is lost");
      tally.trace(() -> "lost answer of " + what);
      if (type != Renewal.class) {
        lostAnswers.put(what, result);
      }
      throw away();
    }
    return result;
  }

  private <T> T read(Supplier<T> read) {
    time.interact();
    return available(read);
  }

  private <T> T available(Supplier<T> call) {
    if (store.isAway()) {
      throw away();
    }
    return call.get();
  }

  private void crashNow(String when) {
    if (weather.crashes()) {
      tally.count("crash " + when + " a write");
      crash.run();
      throw new ProcessDiedError();
    }
  }

  private static JournalUnavailableException away() {
    return new JournalUnavailableException("simulated", new IllegalStateException("away"));
  }
}
