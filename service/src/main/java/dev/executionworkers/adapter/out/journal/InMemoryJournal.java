package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal;
import java.time.Duration;
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
  private final Map<ExecutionId, Entry> executions = new HashMap<>();
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
    locked(() -> end(owned(lease), outcome, effectInDoubt, event.at()));
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
    return earlier
        .finished
        .map(finished -> after(intent, earlier, finished))
        .orElseGet(() -> resume(intent, earlier));
  }

  private Claim resume(Intent intent, Entry earlier) {
    if (earlier.held) {
      return new Claim.HeldElsewhere(earlier.id());
    }
    return begin(intent, earlier);
  }

  private Claim after(Intent intent, Entry earlier, Finished finished) {
    Duration age = Duration.between(finished.at(), intent.at());
    if (intent.replay().replays(finished.outcome(), age) && stillHolds(intent, earlier)) {
      return new Claim.Settled(earlier.id(), finished.outcome());
    }
    expiring.remove(earlier);
    return intent.replay().continues(finished.outcome(), age)
        ? begin(intent, new Entry(intent, earlier.idempotencyKey, earlier.effectInDoubt))
        : begin(intent, new Entry(intent, intent.proposed().value(), false));
  }

  private boolean stillHolds(Intent intent, Entry earlier) {
    return !intent.replay().onlyWhileNewest()
        || intent
            .lane()
            .flatMap(name -> Optional.ofNullable(lanes.get(name)))
            .map(lane -> lane.newest.equals(earlier.id()))
            .orElse(true);
  }

  private Claim begin(Intent intent, Entry entry) {
    entry.held = true;
    entry.epoch++;
    entries.put(intent.key(), entry);
    executions.put(entry.id(), entry);
    Optional<Lane> lane = intent.lane().map(name -> lanes.computeIfAbsent(name, _ -> new Lane()));
    boolean shared = lane.map(it -> it.enter(entry)).orElse(false);
    return new Claim.Begun(
        new Lease(entry.id(), entry.epoch),
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
    Entry entry = executions.get(lease.execution());
    if (entry == null || !entry.held || entry.epoch != lease.epoch()) {
      throw new IllegalStateException(lease.execution() + " is not held under this lease");
    }
    return entry;
  }

  private boolean end(Entry entry, Outcome outcome, boolean effectInDoubt, Instant at) {
    entry.held = false;
    entry.secrets.clear();
    entry.effectInDoubt = effectInDoubt;
    entry.finished = Optional.of(new Finished(outcome, at));
    entry.keepUntil = at.plus(entry.intent.replay().longest());
    executions.remove(entry.id());
    return expiring.add(entry);
  }

  private <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      return section.get();
    } finally {
      lock.unlock();
    }
  }

  private record Finished(Outcome outcome, Instant at) {}

  /** One execution. Guarded by the journal's lock. */
  private static final class Entry {
    private final Intent intent;
    private final String idempotencyKey;
    private final Map<String, String> steps = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();
    private boolean effectInDoubt;
    private boolean held;
    private long epoch;
    private Optional<Finished> finished = Optional.empty();
    private Instant keepUntil = Instant.MAX;

    Entry(Intent intent, String idempotencyKey, boolean effectInDoubt) {
      this.intent = intent;
      this.idempotencyKey = idempotencyKey;
      this.effectInDoubt = effectInDoubt;
    }

    ExecutionId id() {
      return intent.proposed();
    }
  }

  /** What only one execution may work on at a time. Guarded by the journal's lock. */
  private static final class Lane {
    private ExecutionId newest = new ExecutionId("");
    private String subject = "";
    private long generation;

    /**
     * Whether the lane's last execution was about another subject. The generation starts at the
     * time of day, so that it rises over restarts although nothing else is remembered.
     */
    boolean enter(Entry entry) {
      boolean shared = !subject.isEmpty() && !subject.equals(entry.intent.command().subject());
      newest = entry.id();
      subject = entry.intent.command().subject();
      generation = Math.max(generation + 1, entry.intent.at().toEpochMilli());
      return shared;
    }
  }
}
