package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.LeaseLostException;
import dev.executionworkers.port.out.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A journal that lasts as long as the process. Thread-safe.
 *
 * <p>It forgets an execution when no repeated request can be answered or continued from it; its
 * ledger forgets nothing.
 */
public final class InMemoryJournal implements Journal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<OperationKey, Entry> entries = new HashMap<>();
  private final Map<ExecutionId, Entry> executions = new HashMap<>();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final PriorityQueue<Entry> expiring =
      new PriorityQueue<>(Comparator.comparing((Entry entry) -> entry.keepUntil));
  private final InMemoryLedger ledger;

  /** An empty one, with the system's clock. */
  public InMemoryJournal() {
    this(InstantSource.system());
  }

  /** An empty one, whose steps are recorded by this clock. */
  public InMemoryJournal(InstantSource clock) {
    ledger = new InMemoryLedger(clock);
  }

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
    ledger.recorded(lease.execution(), step, value);
  }

  @Override
  public void note(Lease lease, FailedAttempt attempt) {
    ledger.noted(lease.execution(), attempt);
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
  public Renewal renew(Lease lease, Duration hold) {
    return locked(() -> {
      Entry entry = executions.get(lease.execution());
      return entry != null && entry.isHeldUnder(lease) ? Renewal.HELD : Renewal.LOST;
    });
  }

  @Override
  public void finish(Lease lease, Ending ending) {
    locked(() -> end(owned(lease), ending));
  }

  @Override
  public void release(Lease lease) {
    locked(() -> owned(lease).held = false);
  }

  @Override
  public List<Unfinished> orphans(int limit) {
    return locked(() -> list(entry -> !entry.held && entry.isUnfinished(), limit));
  }

  @Override
  public List<Unfinished> due(Instant now, int limit) {
    return locked(() -> list(entry -> entry.isDue(now), limit));
  }

  @Override
  public Optional<Aftercare> lookAfter(ExecutionId execution, Instant at) {
    return locked(() ->
        Optional.ofNullable(executions.get(execution))
            .filter(entry -> entry.isDue(at))
            .map(entry -> careFor(entry, at)));
  }

  @Override
  public void lookedAfter(Lease lease, Optional<Instant> again) {
    locked(() -> rest(owned(lease), again));
  }

  @Override
  public boolean writable() {
    return true;
  }

  /** What it has been told, as an operator reads it. */
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {}

  private Claim claimNow(Intent intent) {
    forget(intent.at());
    Optional<Entry> earlier = Optional.ofNullable(entries.get(intent.key()));
    Verdict verdict =
        Verdict.on(intent, earlier.map(Entry::known), newestInLane(intent).map(Entry::known));
    return switch (verdict) {
      case Verdict.Answered(Claim claim) -> claim;
      case Verdict.GoOn _ -> takeOver(earlier.orElseThrow());
      case Verdict.Begin(String outboundKey, boolean effectInDoubt) ->
          begin(new Entry(intent, outboundKey, effectInDoubt));
    };
  }

  private Optional<Entry> newestInLane(Intent intent) {
    return intent
        .lane()
        .flatMap(name -> Optional.ofNullable(lanes.get(name)))
        .flatMap(lane -> lane.newest);
  }

  private static Claim takeOver(Entry earlier) {
    earlier.effectInDoubt = true;
    return hold(earlier);
  }

  private Claim.Begun begin(Entry entry) {
    entries.put(entry.intent.key(), entry);
    executions.put(entry.id(), entry);
    ledger.begun(entry.intent, entry.idempotencyKey, entry.effectInDoubt);
    lane(entry).ifPresent(lane -> lane.enter(entry));
    return hold(entry);
  }

  private static Claim.Begun hold(Entry entry) {
    entry.held = true;
    entry.epoch++;
    return new Claim.Begun(
        new Lease(entry.id(), entry.epoch),
        entry.idempotencyKey,
        entry.effectInDoubt,
        entry.generation,
        entry.laneShared);
  }

  private Aftercare careFor(Entry entry, Instant at) {
    lane(entry).ifPresent(lane -> entry.generation = lane.nextGeneration(at));
    return new Aftercare(hold(entry), isNewest(entry), entry.finished.orElseThrow().at());
  }

  private Optional<Lane> lane(Entry entry) {
    return entry.intent.lane().map(name -> lanes.computeIfAbsent(name, _ -> new Lane()));
  }

  private boolean isNewest(Entry entry) {
    return newestInLane(entry.intent).map(newest -> newest == entry).orElse(true);
  }

  private void forget(Instant now) {
    while (!expiring.isEmpty() && !expiring.peek().keepUntil.isAfter(now)) {
      Entry expired = expiring.remove();
      entries.remove(expired.intent.key(), expired);
    }
  }

  private boolean end(Entry entry, Ending ending) {
    Instant at = ending.event().at();
    entry.effectInDoubt = ending.effectInDoubt();
    entry.finished = Optional.of(new Known.End(ending.outcome(), at));
    entry.keepUntil = at.plus(entry.intent.replay().longest());
    expiring.add(entry);
    ledger.finished(entry.id(), ending);
    return rest(entry, ending.aftercare());
  }

  private boolean rest(Entry entry, Optional<Instant> aftercare) {
    entry.held = false;
    entry.aftercare = aftercare;
    ledger.rests(entry.id(), aftercare);
    if (aftercare.isEmpty()) {
      entry.secrets.clear();
      executions.remove(entry.id());
    }
    return aftercare.isPresent();
  }

  private List<Unfinished> list(Predicate<Entry> wanted, int limit) {
    return executions.values().stream()
        .filter(wanted)
        .sorted(Comparator.comparing(entry -> entry.intent.at()))
        .limit(limit)
        .map(Entry::unfinished)
        .toList();
  }

  private Entry owned(Lease lease) {
    Entry entry = executions.get(lease.execution());
    if (entry == null || !entry.isHeldUnder(lease)) {
      throw new LeaseLostException(lease.execution());
    }
    return entry;
  }

  private <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      return section.get();
    } finally {
      lock.unlock();
    }
  }

  /** One execution. Guarded by the journal's lock. */
  private static final class Entry {
    private final Intent intent;
    private final String idempotencyKey;
    private final Map<String, String> steps = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();
    private boolean effectInDoubt;
    private boolean held;
    private long epoch;
    private long generation;
    private boolean laneShared;
    private Optional<Known.End> finished = Optional.empty();
    private Optional<Instant> aftercare = Optional.empty();
    private Instant keepUntil = Instant.MAX;

    Entry(Intent intent, String idempotencyKey, boolean effectInDoubt) {
      this.intent = intent;
      this.idempotencyKey = idempotencyKey;
      this.effectInDoubt = effectInDoubt;
    }

    ExecutionId id() {
      return intent.proposed();
    }

    boolean isHeldUnder(Lease lease) {
      return held && epoch == lease.epoch();
    }

    boolean isDue(Instant now) {
      return !held && aftercare.map(at -> !at.isAfter(now)).orElse(false);
    }

    Known known() {
      return new Known(
          id(), intent.key(), intent.fingerprint(), idempotencyKey, effectInDoubt, held, finished);
    }

    boolean isUnfinished() {
      return finished.isEmpty();
    }

    Unfinished unfinished() {
      return new Unfinished(id(), intent.key(), intent.command(), intent.lane(), intent.at());
    }
  }

  /** What only one execution may work on at a time. Guarded by the journal's lock. */
  private static final class Lane {
    private Optional<Entry> newest = Optional.empty();
    private long generation;

    void enter(Entry entry) {
      String entering = entry.intent.command().subject();
      entry.laneShared =
          newest.map(last -> !last.intent.command().subject().equals(entering)).orElse(false);
      entry.generation = nextGeneration(entry.intent.at());
      newest = Optional.of(entry);
    }

    /** At least the time of day, so that it rises even if all else is forgotten. */
    long nextGeneration(Instant at) {
      generation = Math.max(generation + 1, at.toEpochMilli());
      return generation;
    }
  }
}
