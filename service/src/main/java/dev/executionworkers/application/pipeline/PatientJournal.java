package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The journal as one execution uses it: while it is away, the execution waits for it. What was done
 * outside must be recorded, however long that takes. Belongs to the execution's thread.
 */
final class PatientJournal implements Journal {
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

  private final Journal journal;
  private final RunningExecution execution;
  private final Time time;

  PatientJournal(Journal journal, RunningExecution execution, Time time) {
    this.journal = journal;
    this.execution = execution;
    this.time = time;
  }

  /** Gives up when nobody has waited for a while: nothing has been begun. */
  @Override
  public Claim claim(Intent intent) {
    return insist(Pause.Limit.LINGER, () -> journal.claim(intent));
  }

  @Override
  public Renewal renew(Lease lease, Duration hold) {
    return insist(() -> journal.renew(lease, hold));
  }

  @Override
  public Optional<String> recall(Lease lease, String step) {
    return insist(() -> journal.recall(lease, step));
  }

  @Override
  public void record(Lease lease, String step, String value) {
    insist(() -> done(() -> journal.record(lease, step, value)));
  }

  @Override
  public void note(Lease lease, FailedAttempt attempt) {
    journal.note(lease, attempt);
  }

  @Override
  public Optional<Secret> unseal(Lease lease, String slot) {
    return insist(() -> journal.unseal(lease, slot));
  }

  @Override
  public void seal(Lease lease, String slot, Secret secret) {
    insist(() -> done(() -> journal.seal(lease, slot, secret)));
  }

  @Override
  public void finish(Lease lease, Ending ending) {
    insist(() -> done(() -> journal.finish(lease, ending)));
  }

  /** Not insisted on: who ends has no time, and a lease ends by itself. */
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
  public Optional<Aftercare> lookAfter(ExecutionId id, Instant at) {
    return journal.lookAfter(id, at);
  }

  @Override
  public void lookedAfter(Lease lease, Optional<Instant> again) {
    insist(() -> done(() -> journal.lookedAfter(lease, again)));
  }

  @Override
  public boolean writable() {
    return journal.writable();
  }

  /** It is not the execution's to close. */
  @Override
  public void close() {}

  private <T> T insist(Supplier<T> call) {
    return insist(Pause.Limit.NONE, call);
  }

  private <T> T insist(Pause.Limit limit, Supplier<T> call) {
    while (true) {
      try {
        T result = call.get();
        execution.journalIsAway(false);
        return result;
      } catch (JournalUnavailableException e) {
        execution.journalIsAway(true);
        Instant until = time.now().plus(BETWEEN_TRIES);
        if (execution.pause(new Pause(until, until, limit, false, false))
            != Pause.Awakening.GO_ON) {
          throw e;
        }
      }
    }
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }
}
