package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.LeaseLostException;
import dev.executionworkers.port.out.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
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
 * The journal's fake: one that lasts as long as the process. Thread-safe.
 *
 * <p>It forgets nothing; but once no repeated request can be answered or continued from an
 * execution, it is found only by its id.
 */
public final class InMemoryJournal implements Journal {
  private static final Comparator<MemoryExecution> OLDEST_FIRST =
      Comparator.comparing(each -> each.intent().at());
  private static final Comparator<MemoryExecution> LANES_FIRST =
      Comparator.comparing((MemoryExecution each) -> each.intent().lane().isEmpty())
          .thenComparing(OLDEST_FIRST);

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<OperationKey, MemoryExecution> newestUnderKey = new HashMap<>();
  private final Map<ExecutionId, MemoryExecution> executions = new HashMap<>();
  private final Map<ExecutionId, MemoryExecution> over = new HashMap<>();
  private final Map<String, MemoryLane> lanes = new HashMap<>();
  private final PriorityQueue<MemoryExecution> expiring =
      new PriorityQueue<>(Comparator.comparing(MemoryExecution::keepUntil));
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
    return locked(() -> Optional.ofNullable(owned(lease).steps().get(step)));
  }

  @Override
  public void record(Lease lease, String step, String value) {
    locked(() -> owned(lease).steps().put(step, value) == null);
    ledger.recorded(lease.execution(), step, value);
  }

  @Override
  public void note(Lease lease, FailedAttempt attempt) {
    ledger.noted(lease.execution(), attempt);
  }

  @Override
  public Optional<Command> request(ExecutionId execution, Ledger.Request request, Requester by) {
    return locked(() ->
        Optional.ofNullable(executions.get(execution))
            .filter(MemoryExecution::isPending)
            .map(pending -> {
              pending.ask(request, by);
              ledger.recorded(execution, request.step(), by.value());
              return pending.intent().command();
            }));
  }

  @Override
  public List<Requested> requested(Collection<Lease> leases) {
    return locked(() ->
        leases.stream()
            .flatMap(lease ->
                Optional.ofNullable(executions.get(lease.execution()))
                    .filter(execution -> execution.isHeldUnder(lease))
                    .stream())
            .flatMap(execution -> execution.asked().stream())
            .toList());
  }

  @Override
  public Optional<Secret> unseal(Lease lease, String slot) {
    return locked(() -> Optional.ofNullable(owned(lease).secrets().get(slot)));
  }

  @Override
  public void seal(Lease lease, String slot, Secret secret) {
    locked(() -> owned(lease).secrets().put(slot, secret) == null);
  }

  @Override
  public Renewal renew(Lease lease, Duration hold) {
    return locked(() -> {
      MemoryExecution execution = executions.get(lease.execution());
      return execution != null && execution.isHeldUnder(lease) ? Renewal.HELD : Renewal.LOST;
    });
  }

  @Override
  public void finish(Lease lease, Ending ending) {
    locked(() -> end(owned(lease), ending));
  }

  @Override
  public void release(Lease lease) {
    locked(() -> {
      owned(lease).letGo();
      return true;
    });
  }

  @Override
  public List<Unfinished> orphans(int limit) {
    return locked(() -> list(each -> !each.isHeld() && each.isUnfinished(), LANES_FIRST, limit));
  }

  @Override
  public List<Unfinished> due(Instant now, int limit) {
    return locked(() -> list(each -> canBeLookedAfter(each, now), OLDEST_FIRST, limit));
  }

  @Override
  public Optional<Aftercare> lookAfter(ExecutionId execution, Instant at) {
    return locked(() ->
        Optional.ofNullable(executions.get(execution))
            .filter(each -> canBeLookedAfter(each, at))
            .map(each -> careFor(each, at)));
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
    Optional<MemoryExecution> earlier =
        intent.resumes().isPresent()
            ? find(intent.resumes().get())
            : Optional.ofNullable(newestUnderKey.get(intent.key()));
    Optional<MemoryExecution> newest = lane(intent).flatMap(MemoryLane::newest);
    Verdict verdict =
        Verdict.on(intent, earlier.map(MemoryExecution::known), newest.map(MemoryExecution::known));
    return switch (verdict) {
      case Verdict.Answered(Claim claim) -> claim;
      case Verdict.GoOn _ -> earlier.orElseThrow().takeOver();
      case Verdict.Begin begin -> begin(intent, begin);
    };
  }

  private Optional<MemoryExecution> find(ExecutionId id) {
    return Optional.ofNullable(executions.get(id)).or(() -> Optional.ofNullable(over.get(id)));
  }

  private Claim.Begun begin(Intent intent, Verdict.Begin begin) {
    MemoryExecution execution = new MemoryExecution(intent, begin);
    newestUnderKey.put(intent.key(), execution);
    executions.put(execution.id(), execution);
    ledger.begun(intent, begin.outboundKey(), begin.effectInDoubt());
    lane(intent).ifPresent(execution::enter);
    return execution.hold();
  }

  private boolean canBeLookedAfter(MemoryExecution execution, Instant at) {
    return execution.isDue(at)
        && lane(execution.intent()).filter(lane -> lane.isBusyBeside(execution)).isEmpty();
  }

  private Aftercare careFor(MemoryExecution execution, Instant at) {
    Optional<MemoryLane> lane = lane(execution.intent());
    lane.ifPresent(each -> execution.nextGeneration(each, at));
    return new Aftercare(
        execution.hold(),
        lane.map(each -> each.isNewest(execution)).orElse(true),
        execution.end().outcome(),
        execution.end().at());
  }

  private Optional<MemoryLane> lane(Intent intent) {
    return intent.lane().map(name -> lanes.computeIfAbsent(name, _ -> new MemoryLane()));
  }

  private void forget(Instant now) {
    while (!expiring.isEmpty() && !expiring.peek().keepUntil().isAfter(now)) {
      MemoryExecution expired = expiring.remove();
      newestUnderKey.remove(expired.intent().key(), expired);
    }
  }

  private boolean end(MemoryExecution execution, Ending ending) {
    execution.finish(ending);
    if (!ending.laneTouched()) {
      lane(execution.intent()).ifPresent(lane -> lane.neverEntered(execution));
    }
    expiring.add(execution);
    ledger.finished(execution.id(), ending);
    return rest(execution, ending.aftercare());
  }

  private boolean rest(MemoryExecution execution, Optional<Instant> aftercare) {
    execution.rest(aftercare);
    ledger.rests(execution.id(), aftercare);
    if (aftercare.isEmpty()) {
      executions.remove(execution.id());
      over.put(execution.id(), execution);
    }
    return aftercare.isPresent();
  }

  private List<Unfinished> list(
      Predicate<MemoryExecution> wanted, Comparator<MemoryExecution> order, int limit) {
    return executions.values().stream()
        .filter(wanted)
        .sorted(order)
        .limit(limit)
        .map(MemoryExecution::unfinished)
        .toList();
  }

  private MemoryExecution owned(Lease lease) {
    MemoryExecution execution = executions.get(lease.execution());
    if (execution == null || !execution.isHeldUnder(lease)) {
      throw new LeaseLostException(lease.execution());
    }
    return execution;
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
