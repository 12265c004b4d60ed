package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A journal that lasts as long as the process. Thread-safe.
 *
 * <p>It forgets an execution when no repeated request can be answered or continued from it.
 */
public final class InMemoryJournal implements Journal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<OperationKey, Entry> entries = new HashMap<>();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final PriorityQueue<Entry> expiring =
      new PriorityQueue<>(Comparator.comparing((Entry entry) -> entry.keepUntil));

  @Override
  public Claim claim(Intent intent) {
    return locked(() -> claimNow(intent));
  }

  @Override
  public Optional<String> recall(Lease lease, String step) {
    return locked(() -> Optional.ofNullable(owned(lease).steps.get(step)));
  }

  @Override
  public void record(Lease lease, String step, String value) {
    locked(() -> owned(lease).steps.put(step, value) == null);
  }

  @Override
  public Optional<Secret> unseal(Lease lease, String slot) {
    return locked(() -> Optional.ofNullable(owned(lease).secrets.get(slot)));
  }

  @Override
  public void seal(Lease lease, String slot, Secret secret) {
    locked(() -> owned(lease).secrets.put(slot, secret) == null);
  }

  @Override
  public void finish(Lease lease, Outcome outcome, boolean effectInDoubt, DomainEvent event) {
    locked(() -> owned(lease).finish(outcome, effectInDoubt, event.at(), this));
  }

  @Override
  public void release(Lease lease) {
    locked(() -> owned(lease).held = false);
  }

  @Override
  public boolean writable() {
    return true;
  }

  @Override
  public void close() {}

  private Claim claimNow(Intent intent) {
    forget(intent.at());
    Entry earlier = entries.get(intent.key());
    if (earlier == null) {
      return begin(intent, new Entry(intent, intent.proposed().value(), false));
    }
    if (!earlier.intent.fingerprint().equals(intent.fingerprint())) {
      return new Claim.KeyReused();
    }
    return earlier.outcome.isEmpty() ? resume(intent, earlier) : after(intent, earlier);
  }

  private Claim resume(Intent intent, Entry earlier) {
    if (earlier.held) {
      return new Claim.HeldElsewhere(earlier.intent.proposed());
    }
    return begin(intent, earlier);
  }

  private Claim after(Intent intent, Entry earlier) {
    Outcome outcome = earlier.outcome.orElseThrow();
    var age = java.time.Duration.between(earlier.finishedAt, intent.at());
    if (intent.replay().replays(outcome, age) && stillHolds(intent, earlier)) {
      return new Claim.Settled(earlier.intent.proposed(), outcome);
    }
    expiring.remove(earlier);
    return intent.replay().continues(outcome, age)
        ? begin(intent, new Entry(intent, earlier.idempotencyKey, earlier.effectInDoubt))
        : begin(intent, new Entry(intent, intent.proposed().value(), false));
  }

  private boolean stillHolds(Intent intent, Entry earlier) {
    return !intent.replay().onlyWhileNewest()
        || intent
            .lane()
            .map(lane -> lanes.get(lane).newest == earlier)
            .orElse(true);
  }

  private Claim begin(Intent intent, Entry entry) {
    entry.held = true;
    entry.epoch++;
    entries.put(intent.key(), entry);
    Optional<Lane> lane =
        intent.lane().map(name -> lanes.computeIfAbsent(name, _ -> new Lane()));
    boolean shared = lane.map(it -> it.enter(entry)).orElse(false);
    return new Claim.Begun(
        new Lease(entry.intent.proposed(), entry.epoch),
        entry.idempotencyKey,
        entry.effectInDoubt,
        lane.map(it -> it.generation).orElse(0L),
        shared);
  }

  private void forget(Instant now) {
    while (!expiring.isEmpty() && !expiring.peek().keepUntil.isAfter(now)) {
      Entry expired = expiring.remove();
      entries.remove(expired.intent.key(), expired);
    }
  }

  private Entry owned(Lease lease) {
    throw new UnsupportedOperationException(lease.toString());
  }

  private <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      return section.get();
    } finally {
      lock.unlock();
    }
  }
}
