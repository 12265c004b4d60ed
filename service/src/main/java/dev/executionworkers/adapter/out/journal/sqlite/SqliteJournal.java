package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.adapter.out.journal.format.CommandFormat;
import dev.executionworkers.adapter.out.journal.format.OutcomeFormat;
import dev.executionworkers.adapter.out.journal.seal.Sealed;
import dev.executionworkers.adapter.out.journal.seal.Sealer;
import dev.executionworkers.adapter.out.journal.sql.LedgerReader;
import dev.executionworkers.adapter.out.journal.sql.OutboxTable;
import dev.executionworkers.adapter.out.journal.sql.SealedSecrets;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalTelemetry;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.Outbox;
import dev.executionworkers.port.out.PeerLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The journal in an embedded SQLite, for one process. Thread-safe; callers wait without keeping a
 * carrier thread busy.
 *
 * <p>The process's lock on the folder is the lease: what is unfinished at the start is ours, and
 * nobody takes over while the process lives. What goes wrong with the file is fatal: every later
 * call throws {@link dev.executionworkers.port.out.JournalUnavailableException}.
 */
public final class SqliteJournal implements Journal, Ledger {
  private static final Comparator<LiveExecution> OLDEST_FIRST =
      Comparator.comparing((LiveExecution each) -> each.row().begunAt())
          .thenComparingLong(LiveExecution::number);
  private static final Comparator<LiveExecution> LANES_FIRST =
      Comparator.comparing((LiveExecution each) -> each.row().lane().name().isEmpty())
          .thenComparing(OLDEST_FIRST);

  private final OpenFile file;
  private final Writer writer;
  private final Executions executions;
  private final Upkeep upkeep;
  private final Sealer sealer;
  private final Optional<Function<DomainEvent, StoredEvent>> outbox;

  private SqliteJournal(OpenFile file, SqliteConfig config) {
    this.file = file;
    this.writer = file.writer();
    this.executions = file.executions();
    this.upkeep = file.upkeep();
    this.sealer = file.sealer();
    this.outbox = config.outbox();
  }

  /**
   * Opens the journal, makes it if it is missing, and takes in what an earlier process left.
   *
   * @throws dev.executionworkers.adapter.out.journal.JournalStartException when the folder is
   *     another process's, cannot be written, or holds something that this version cannot work with
   */
  public static SqliteJournal open(SqliteConfig config, JournalTelemetry telemetry) {
    return new SqliteJournal(OpenFile.open(config, telemetry), config);
  }

  /**
   * Copies a journal, in use or not, into a file that only its owner may read. The copy is
   * consistent; secrets in it are sealed, and the keys are not in it.
   *
   * @param folder the journal's
   * @param target must not exist
   * @throws dev.executionworkers.adapter.out.journal.JournalStartException when it cannot be done
   */
  public static void backup(Path folder, Path target) {
    Backup.copy(Database.file(folder), target);
  }

  @Override
  public Claim claim(Intent intent) {
    Executions.Request request =
        new Executions.Request(
            intent, CommandFormat.write(intent.command()), file.recentBeforeStart(intent));
    return writer.ask(session -> executions.claim(session, request));
  }

  /** Nobody else can take over while this process has the folder. */
  @Override
  public Renewal renew(Lease lease, Duration hold) {
    writer.check();
    boolean held =
        executions.find(lease.execution()).map(each -> each.isHeldUnder(lease)).orElse(false);
    return held ? Renewal.HELD : Renewal.LOST;
  }

  @Override
  public Optional<String> recall(Lease lease, String step) {
    writer.check();
    return Optional.ofNullable(executions.held(lease).steps().get(step));
  }

  @Override
  public void record(Lease lease, String step, String value) {
    Instant at = file.now();
    writer.ask(session -> {
      LiveExecution execution = executions.held(lease);
      ExecutionStatements.record(session, execution, step, value, at);
      return execution.steps().put(step, value) == null;
    });
  }

  @Override
  public void note(Lease lease, FailedAttempt attempt) {
    executions
        .find(lease.execution())
        .filter(each -> each.isHeldUnder(lease))
        .ifPresent(each -> each.failures().add(attempt));
  }

  @Override
  public Optional<Command> request(ExecutionId id, Ledger.Request request, Requester by) {
    Instant at = file.now();
    return writer.ask(session -> {
      Optional<LiveExecution> pending = executions.find(id).filter(LiveExecution::isPending);
      if (pending.isPresent()) {
        ExecutionStatements.record(session, pending.get(), request.step(), by.value(), at);
        pending.get().ask(request, by);
      }
      return pending.map(execution -> execution.row().command());
    });
  }

  @Override
  public List<Requested> requested(Collection<Lease> leases) {
    writer.check();
    return leases.stream()
        .flatMap(lease ->
            executions.find(lease.execution()).filter(each -> each.isHeldUnder(lease)).stream())
        .flatMap(execution -> execution.asked().stream())
        .toList();
  }

  @Override
  public Optional<Secret> unseal(Lease lease, String slot) {
    Optional<Sealed> sealed =
        writer.ask(session -> SealedSecrets.get(session, executions.held(lease).number(), slot));
    return sealed.map(each -> sealer.open(lease.execution(), slot, each));
  }

  @Override
  public void seal(Lease lease, String slot, Secret secret) {
    Sealed sealed = sealer.seal(lease.execution(), slot, secret);
    writer.ask(session -> {
      LiveExecution execution = executions.held(lease);
      SealedSecrets.put(session, execution.number(), slot, sealed);
      execution.gotSecrets();
      return true;
    });
  }

  @Override
  public void finish(Lease lease, Ending ending) {
    Optional<StoredEvent> event = outbox.map(form -> form.apply(ending.event()));
    String outcome = OutcomeFormat.write(ending.outcome());
    writer.ask(session -> {
      LiveExecution execution = executions.held(lease);
      executions.finish(session, execution, ending, outcome);
      if (event.isPresent()) {
        OutboxTable.add(session, event.get(), ending.event().at());
      }
      if (ending.aftercare().isEmpty() && execution.hasSecrets()) {
        SealedSecrets.shred(session, execution.number());
        upkeep.shredded();
      }
      return true;
    });
  }

  @Override
  public void release(Lease lease) {
    writer.ask(session -> {
      executions.held(lease).letGo();
      return true;
    });
  }

  @Override
  public List<Unfinished> orphans(int limit) {
    return list(LiveExecution::isOrphan, LANES_FIRST, limit);
  }

  @Override
  public List<Unfinished> due(Instant now, int limit) {
    Set<String> busy =
        executions.all().stream()
            .filter(LiveExecution::isUnfinished)
            .flatMap(execution -> execution.row().lane().name().stream())
            .collect(Collectors.toSet());
    return list(
        execution -> execution.isDue(now) && !execution.isInOneOf(busy), OLDEST_FIRST, limit);
  }

  @Override
  public Optional<Aftercare> lookAfter(ExecutionId execution, Instant at) {
    return writer.ask(session -> executions.lookAfter(session, execution, at));
  }

  @Override
  public void lookedAfter(Lease lease, Optional<Instant> again) {
    writer.ask(session -> {
      LiveExecution execution = executions.held(lease);
      ExecutionStatements.setAftercare(session, execution, again);
      if (again.isEmpty() && execution.hasSecrets()) {
        SealedSecrets.shred(session, execution.number());
        upkeep.shredded();
      }
      executions.rest(execution, again);
      return true;
    });
  }

  @Override
  public boolean writable() {
    return writer.isHealthy();
  }

  @Override
  public Page list(Query query) {
    return file.read(session -> LedgerReader.list(session, query));
  }

  @Override
  public Optional<Entry> find(ExecutionId id) {
    Optional<Entry> entry = file.read(session -> LedgerReader.find(session, id));
    return entry.map(each ->
        executions.find(id).map(live -> each.withFailures(live.failures().all())).orElse(each));
  }

  /** Its events that are to be delivered. */
  public Outbox outbox() {
    return new SqliteOutbox(file);
  }

  /** How much foreign systems have been asked. */
  public PeerLimits peerLimits() {
    return new SqlitePeerLimits(file);
  }

  /** Writes what was asked for, and gives the folder back. */
  @Override
  public void close() {
    file.close();
  }

  private List<Unfinished> list(
      Predicate<LiveExecution> wanted, Comparator<LiveExecution> order, int limit) {
    writer.check();
    return executions.all().stream()
        .filter(wanted)
        .sorted(order)
        .limit(limit)
        .map(LiveExecution::unfinished)
        .toList();
  }
}
