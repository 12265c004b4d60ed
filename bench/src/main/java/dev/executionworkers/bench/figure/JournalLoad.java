package dev.executionworkers.bench.figure;

import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteConfig;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteJournal;
import dev.executionworkers.application.pipeline.TimeOrderedIds;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Ending;
import dev.executionworkers.port.out.Journal.Intent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Callers who begin and finish executions in a journal, as fast as it takes them. */
final class JournalLoad {
  static final int CALLERS = 64;

  /** Seals nothing that anybody wants to know. */
  static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  private static final Outcome SUCCESS = new Outcome.Completed(new Confirmed());
  private static final TimeOrderedIds IDS =
      new TimeOrderedIds(InstantSource.system(), () -> ThreadLocalRandom.current().nextLong());

  private final Journal journal;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();

  private JournalLoad(Journal journal) {
    this.journal = journal;
  }

  /**
   * What came of it.
   *
   * @param perSecond outcomes
   * @param latency from before the claim to after the outcome, on average
   */
  record Speed(double perSecond, Duration latency) {}

  /** Opens an embedded journal that keeps its events for a sink. */
  static SqliteJournal open(Path folder) {
    return open(folder, Optional.of(JournalLoad::stored));
  }

  private static SqliteJournal open(
      Path folder, Optional<Function<DomainEvent, StoredEvent>> outbox) {
    return SqliteJournal.open(
        new SqliteConfig(
            folder,
            Duration.ofDays(7),
            Optional.of(JournalKeys.parse("the bench", Secret.of(KEY))),
            InstantSource.system(),
            outbox,
            cause -> System.err.println("bench: the journal has failed: " + cause)),
        _ -> {});
  }

  /** Makes a journal with so many finished executions, whose events are in the log. */
  static void fill(Path folder, int executions) throws InterruptedException {
    try (SqliteJournal journal = open(folder, Optional.empty())) {
      append(journal, executions);
    }
  }

  /** Has so many executions begun and finished. */
  static Speed append(Journal journal, int executions) throws InterruptedException {
    var load = new JournalLoad(journal);
    long start = System.nanoTime();
    List<Thread> callers = new ArrayList<>();
    for (int caller = 0; caller < CALLERS; caller++) {
      callers.add(Thread.ofVirtual().start(() -> load.run(executions)));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    long elapsed = System.nanoTime() - start;
    return new Speed(executions * 1e9 / elapsed, Duration.ofNanos(load.nanos.get() / executions));
  }

  private void run(int executions) {
    while (done.getAndIncrement() < executions) {
      long before = System.nanoTime();
      one();
      nanos.addAndGet(System.nanoTime() - before);
    }
  }

  private void one() {
    Instant now = Instant.now();
    var id = IDS.next();
    Command command = new ProvisionSecrets(new EnvironmentId("env-" + id.value()));
    Fingerprint fingerprint = Fingerprint.of(command);
    OperationKey key = OperationKey.of(command.operation(), fingerprint, Optional.empty());
    Intent intent =
        new Intent(
            id,
            key,
            command,
            fingerprint,
            Optional.empty(),
            ReplayPolicy.DELEGATED,
            now,
            Optional.empty());
    if (!(journal.claim(intent) instanceof Begun begun)) {
      throw new IllegalStateException("a new execution was not begun");
    }
    var event =
        new DomainEvent(
            id, command.operation(), command.subject(), Instant.now(), Optional.empty());
    journal.finish(begun.lease(), new Ending(SUCCESS, false, false, event, Optional.empty()));
  }

  private static StoredEvent stored(DomainEvent event) {
    return new StoredEvent(
        event.execution().value(),
        event.subject(),
        "{\"id\":\"" + event.execution().value() + "\"}");
  }
}
