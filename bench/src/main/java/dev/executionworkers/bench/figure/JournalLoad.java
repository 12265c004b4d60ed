package dev.executionworkers.bench.figure;

import com.sun.management.OperatingSystemMXBean;
import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteConfig;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteJournal;
import dev.executionworkers.application.pipeline.TimeOrderedIds;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
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
import dev.executionworkers.port.out.Journal.Lease;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Callers who begin and finish executions in a journal, as fast as it takes them. */
final class JournalLoad {
  static final int CALLERS = 64;

  /** Seals nothing that anybody wants to know. */
  static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  /** So many are begun before they are finished, where only that is looked at. */
  private static final int AT_ONCE = 6_400;

  private static final Outcome SUCCESS = new Outcome.Completed(new Confirmed());
  private static final TimeOrderedIds IDS =
      new TimeOrderedIds(InstantSource.system(), () -> ThreadLocalRandom.current().nextLong());

  private final Journal journal;

  private JournalLoad(Journal journal) {
    this.journal = journal;
  }

  /**
   * What came of it.
   *
   * @param perSecond outcomes
   * @param latency of each, on average
   * @param cpu of each, the callers' included
   */
  record Speed(double perSecond, Duration latency, Duration cpu) {
    private static Speed of(int outcomes, Meter meter) {
      return new Speed(
          outcomes * 1e9 / meter.elapsed,
          Duration.ofNanos(meter.waited.get() / outcomes),
          Duration.ofNanos(meter.cpu / outcomes));
    }
  }

  /** What is unfinished. */
  private record Open(ExecutionId id, Command command, Lease lease) {}

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

  /** Has so many executions begun and finished; the callers wait for both. */
  static Speed append(Journal journal, int executions) throws InterruptedException {
    var load = new JournalLoad(journal);
    var meter = new Meter();
    meter.measure(executions, () -> load.finish(load.begin()));
    return Speed.of(executions, meter);
  }

  /** The outcomes alone, of executions that have been begun. */
  static Speed finish(Journal journal, int executions) throws InterruptedException {
    var load = new JournalLoad(journal);
    var begun = new ConcurrentLinkedQueue<Open>();
    var meter = new Meter();
    for (int left = executions; left > 0; left -= AT_ONCE) {
      int some = Math.min(left, AT_ONCE);
      new Meter().measure(some, () -> begun.add(load.begin()));
      meter.measure(some, () -> load.finish(begun.remove()));
    }
    return Speed.of(executions, meter);
  }

  private Open begin() {
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
    return new Open(id, command, begun.lease());
  }

  private void finish(Open open) {
    var event =
        new DomainEvent(
            open.id,
            open.command.operation(),
            open.command.subject(),
            Instant.now(),
            Optional.empty());
    journal.finish(open.lease, new Ending(SUCCESS, false, false, event, Optional.empty()));
  }

  private static StoredEvent stored(DomainEvent event) {
    return new StoredEvent(
        event.execution().value(),
        event.subject(),
        "{\"id\":\"" + event.execution().value() + "\"}");
  }

  /** Has the callers do something, and adds up what it took. */
  private static final class Meter {
    private static final OperatingSystemMXBean PROCESS =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final AtomicLong waited = new AtomicLong();
    private long elapsed;
    private long cpu;

    void measure(int times, Runnable one) throws InterruptedException {
      var begun = new AtomicInteger();
      long cpuBefore = PROCESS.getProcessCpuTime();
      long start = System.nanoTime();
      List<Thread> callers = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        callers.add(
            Thread.ofVirtual()
                .start(() -> {
                  while (begun.getAndIncrement() < times) {
                    long before = System.nanoTime();
                    one.run();
                    waited.addAndGet(System.nanoTime() - before);
                  }
                }));
      }
      for (Thread caller : callers) {
        caller.join();
      }
      elapsed += System.nanoTime() - start;
      cpu += PROCESS.getProcessCpuTime() - cpuBefore;
    }
  }
}
