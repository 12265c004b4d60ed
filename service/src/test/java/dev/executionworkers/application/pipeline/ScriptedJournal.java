package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A journal in which calls go wrong as told: the calls that a script says, in order, and after it
 * all is as in the journal behind.
 */
final class ScriptedJournal implements Journal {
  private final Journal journal;
  private final Map<Call, Deque<Supplier<?>>> scripts = new EnumMap<>(Call.class);
  private final Map<Call, Integer> calls = new EnumMap<>(Call.class);
  private final List<FailedAttempt> noted = new ArrayList<>();
  private boolean away;
  private Consumer<Intent> claims = _ -> {};

  /** What can go wrong. */
  enum Call {
    CLAIM,
    RENEW,
    RECORD,
    REQUESTED,
    SEAL,
    FINISH,
    RELEASE
  }

  ScriptedJournal(Journal journal) {
    this.journal = journal;
  }

  /** The next call of this kind gives this instead. */
  synchronized ScriptedJournal next(Call call, Supplier<?> answer) {
    scripts.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** The next call of this kind finds the journal away. */
  ScriptedJournal failsNext(Call call) {
    return next(
        call,
        () -> {
          throw new JournalUnavailableException("as told", new IllegalStateException());
        });
  }

  /** From now on every call finds it away, or none does. */
  synchronized void isAway(boolean unavailable) {
    away = unavailable;
  }

  /** Who hears of every claim. */
  void onClaim(Consumer<Intent> listener) {
    claims = listener;
  }

  synchronized int calls(Call call) {
    return calls.getOrDefault(call, 0);
  }

  synchronized List<FailedAttempt> noted() {
    return List.copyOf(noted);
  }

  @Override
  public Claim claim(Intent intent) {
    claims.accept(intent);
    return play(Call.CLAIM, () -> journal.claim(intent));
  }

  @Override
  public Renewal renew(Lease lease, Duration hold) {
    return play(Call.RENEW, () -> journal.renew(lease, hold));
  }

  @Override
  public Optional<String> recall(Lease lease, String step) {
    return journal.recall(lease, step);
  }

  @Override
  public void record(Lease lease, String step, String value) {
    play(Call.RECORD, () -> done(() -> journal.record(lease, step, value)));
  }

  @Override
  public synchronized void note(Lease lease, FailedAttempt attempt) {
    noted.add(attempt);
    journal.note(lease, attempt);
  }

  @Override
  public Optional<Command> request(ExecutionId execution, Ledger.Request request, Requester by) {
    return play(Call.RECORD, () -> journal.request(execution, request, by));
  }

  @Override
  public List<Requested> requested(Collection<Lease> leases) {
    return play(Call.REQUESTED, () -> journal.requested(leases));
  }

  @Override
  public Optional<Secret> unseal(Lease lease, String slot) {
    return journal.unseal(lease, slot);
  }

  @Override
  public void seal(Lease lease, String slot, Secret secret) {
    play(Call.SEAL, () -> done(() -> journal.seal(lease, slot, secret)));
  }

  @Override
  public void finish(Lease lease, Ending ending) {
    play(Call.FINISH, () -> done(() -> journal.finish(lease, ending)));
  }

  @Override
  public void release(Lease lease) {
    play(Call.RELEASE, () -> done(() -> journal.release(lease)));
  }

  @Override
  public List<Unfinished> orphans(int limit) {
    return unlessAway(() -> journal.orphans(limit));
  }

  @Override
  public List<Unfinished> due(Instant now, int limit) {
    return unlessAway(() -> journal.due(now, limit));
  }

  @Override
  public Optional<Aftercare> lookAfter(ExecutionId execution, Instant at) {
    return unlessAway(() -> journal.lookAfter(execution, at));
  }

  @Override
  public void lookedAfter(Lease lease, Optional<Instant> again) {
    unlessAway(() -> done(() -> journal.lookedAfter(lease, again)));
  }

  @Override
  public synchronized boolean writable() {
    return !away;
  }

  @Override
  public void close() {}

  @SuppressWarnings("unchecked")
  private <T> T play(Call call, Supplier<T> real) {
    Optional<Supplier<?>> scripted;
    synchronized (this) {
      calls.merge(call, 1, Integer::sum);
      scripted = Optional.ofNullable(scripts.getOrDefault(call, new ArrayDeque<>()).poll());
    }
    return unlessAway((Supplier<T>) scripted.orElse(real));
  }

  private <T> T unlessAway(Supplier<T> call) {
    if (!writable()) {
      throw new JournalUnavailableException("away as told", new IllegalStateException());
    }
    return call.get();
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }
}
