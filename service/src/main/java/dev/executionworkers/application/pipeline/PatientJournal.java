package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Ending;
import dev.executionworkers.port.out.Journal.FailedAttempt;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Renewal;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Time;
import dev.executionworkers.port.out.UnopenedSecretException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The journal as one execution uses it: while it is away, the execution waits for it. What was done
 * outside must be recorded, however long that takes. Belongs to the execution's thread.
 */
final class PatientJournal {
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
  Claim claim(Intent intent) {
    return insist(Pause.Limit.LINGER, () -> journal.claim(intent));
  }

  Renewal renew(Lease lease, Duration hold) {
    return insist(() -> journal.renew(lease, hold));
  }

  Optional<String> recall(Lease lease, String step) {
    return insist(() -> journal.recall(lease, step));
  }

  void record(Lease lease, String step, String value) {
    insist(() -> done(() -> journal.record(lease, step, value)));
  }

  void note(Lease lease, FailedAttempt attempt) {
    journal.note(lease, attempt);
  }

  /**
   * What is sealed there. Refused while it does not open: then no other secret may take its place,
   * and waiting alone would keep its lane from everyone.
   */
  StepResult<Optional<Secret>> unseal(Lease lease, String slot) {
    try {
      return StepResult.done(insist(() -> journal.unseal(lease, slot)));
    } catch (UnopenedSecretException e) {
      return StepResult.refused(
          new DomainError(
              Peer.HARBOR,
              Problem.NOT_CONFIGURED,
              DomainError.NO_STATUS,
              String.valueOf(e.getMessage())));
    }
  }

  void seal(Lease lease, String slot, Secret secret) {
    insist(() -> done(() -> journal.seal(lease, slot, secret)));
  }

  void finish(Lease lease, Ending ending) {
    insist(() -> done(() -> journal.finish(lease, ending)));
  }

  void lookedAfter(Lease lease, Optional<Instant> again) {
    insist(() -> done(() -> journal.lookedAfter(lease, again)));
  }

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
