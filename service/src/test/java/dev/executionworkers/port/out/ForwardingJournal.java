package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A journal that is as the one behind it, but for what a subclass does in another way. */
public abstract class ForwardingJournal implements Journal {
  private final Journal journal;

  /** One before that journal. */
  protected ForwardingJournal(Journal journal) {
    this.journal = journal;
  }

  @Override
  public Claim claim(Intent intent) {
    return journal.claim(intent);
  }

  @Override
  public Renewal renew(Lease lease, Duration hold) {
    return journal.renew(lease, hold);
  }

  @Override
  public Optional<String> recall(Lease lease, String step) {
    return journal.recall(lease, step);
  }

  @Override
  public void record(Lease lease, String step, String value) {
    journal.record(lease, step, value);
  }

  @Override
  public void note(Lease lease, FailedAttempt attempt) {
    journal.note(lease, attempt);
  }

  @Override
  public Optional<Command> request(ExecutionId execution, Ledger.Request request, Requester by) {
    return journal.request(execution, request, by);
  }

  @Override
  public List<Requested> requested(Collection<Lease> leases) {
    return journal.requested(leases);
  }

  @Override
  public Optional<Secret> unseal(Lease lease, String slot) {
    return journal.unseal(lease, slot);
  }

  @Override
  public void seal(Lease lease, String slot, Secret secret) {
    journal.seal(lease, slot, secret);
  }

  @Override
  public void finish(Lease lease, Ending ending) {
    journal.finish(lease, ending);
  }

  @Override
  public void release(Lease lease) {
    journal.release(lease);
  }

  @Override
  public List<Unfinished> orphans(int limit) {
    return journal.orphans(limit);
  }

  @Override
  public List<Unfinished> due(Instant now, int limit) {
    return journal.due(now, limit);
  }

  @Override
  public Optional<Aftercare> lookAfter(ExecutionId execution, Instant at) {
    return journal.lookAfter(execution, at);
  }

  @Override
  public void lookedAfter(Lease lease, Optional<Instant> again) {
    journal.lookedAfter(lease, again);
  }

  @Override
  public boolean writable() {
    return journal.writable();
  }

  @Override
  public void close() {
    journal.close();
  }
}
