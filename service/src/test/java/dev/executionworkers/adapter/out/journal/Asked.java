package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.application.pipeline.TimeOrderedIds;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Ending;
import dev.executionworkers.port.out.Journal.Intent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** What the tests of the stores ask for, in real time. */
public final class Asked {
  public static final Outcome SUCCESS = new Outcome.Completed(new Confirmed());
  private static final ReplayPolicy ROTATION =
      new ReplayPolicy(Duration.ofMinutes(3), Duration.ZERO, Duration.ZERO, Duration.ZERO, true);

  private static final TimeOrderedIds IDS =
      new TimeOrderedIds(InstantSource.system(), () -> ThreadLocalRandom.current().nextLong());

  private Asked() {}

  /** A delegated operation for an environment. */
  public static Intent provision(String environment) {
    return intent(
        new ProvisionSecrets(new EnvironmentId(environment)),
        Optional.empty(),
        Optional.empty(),
        ReplayPolicy.DELEGATED);
  }

  /** The same under a key of the caller's. */
  public static Intent provision(String environment, String key) {
    return intent(
        new ProvisionSecrets(new EnvironmentId(environment)),
        Optional.of(new IdempotencyKey(key)),
        Optional.empty(),
        ReplayPolicy.DELEGATED.byCallersKey());
  }

  /** A rotation in its robot's lane. */
  public static Intent rotate(String secret, String robot) {
    return intent(
        new UpdateSecretBindings(new SecretId(secret)),
        Optional.empty(),
        Optional.of(robot),
        ROTATION);
  }

  /** A claim that must begin something. */
  public static Begun begin(Journal journal, Intent intent) {
    Claim claim = journal.claim(intent);
    if (claim instanceof Begun begun) {
      return begun;
    }
    throw new AssertionError("not begun: " + claim);
  }

  /** Ends it without aftercare. */
  public static void finish(Journal journal, Begun begun, Intent intent, Outcome outcome) {
    journal.finish(begun.lease(), ending(begun, intent, outcome, Optional.empty()));
  }

  /** Begins something and ends it with this event. */
  public static void conclude(Journal journal, DomainEvent event) {
    Begun begun = begin(journal, provision(event.execution().value()));
    journal.finish(begun.lease(), new Ending(SUCCESS, false, true, event, Optional.empty()));
  }

  /** Events in the outbox by the ids of their executions, and with nothing else in them. */
  public static StoredEvent bare(DomainEvent event) {
    String id = event.execution().value();
    return new StoredEvent(id, event.subject(), id);
  }

  /** An end that has come now. */
  public static Ending ending(
      Begun begun, Intent intent, Outcome outcome, Optional<Instant> aftercare) {
    Optional<String> code =
        switch (outcome) {
          case Outcome.Completed _ -> Optional.empty();
          case Outcome.Failed(Failure failure) -> Optional.of(failure.error().code());
        };
    Command command = intent.command();
    DomainEvent event =
        new DomainEvent(
            begun.lease().execution(), command.operation(), command.subject(), Instant.now(), code);
    return new Ending(outcome, false, true, event, aftercare);
  }

  private static Intent intent(
      Command command, Optional<IdempotencyKey> key, Optional<String> lane, ReplayPolicy replay) {
    Fingerprint fingerprint = Fingerprint.of(command);
    return new Intent(
        IDS.next(),
        OperationKey.of(command.operation(), fingerprint, key),
        command,
        fingerprint,
        lane,
        replay,
        Instant.now(),
        Optional.empty());
  }
}
