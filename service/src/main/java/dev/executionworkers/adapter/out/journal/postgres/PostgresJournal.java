package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.adapter.out.journal.format.UnreadableRecordException;
import dev.executionworkers.adapter.out.journal.seal.Sealed;
import dev.executionworkers.adapter.out.journal.seal.Sealer;
import dev.executionworkers.adapter.out.journal.sql.ExecutionRow;
import dev.executionworkers.adapter.out.journal.sql.LaneTable;
import dev.executionworkers.adapter.out.journal.sql.LedgerReader;
import dev.executionworkers.adapter.out.journal.sql.OutboxTable;
import dev.executionworkers.adapter.out.journal.sql.SealedSecrets;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalTelemetry;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.Outbox;
import dev.executionworkers.port.out.PeerLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in a PostgreSQL that replicas share. Thread-safe.
 *
 * <p>A replica owns what it has claimed for as long as it renews its lease; whoever takes over
 * raises the epoch, and nothing is written under an epoch that is not the latest. While the
 * database is away every call throws {@link JournalUnavailableException}; once it is back all goes
 * on.
 */
public final class PostgresJournal implements Journal, Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresJournal.class);

  private final Connections connections;
  private final HeldLeases held = new HeldLeases();
  private final String owner = UUID.randomUUID().toString();
  private final Claims claims;
  private final Leaseholder leases;
  private final Requests requests;
  private final Sealer sealer;
  private final PostgresConfig config;
  private final Upkeep upkeep;
  private final PostgresOutbox outbox;

  private PostgresJournal(Connections connections, PostgresConfig config) {
    this.connections = connections;
    this.config = config;
    this.claims = new Claims(connections, held, owner);
    this.leases = new Leaseholder(connections, held, owner);
    this.requests = new Requests(connections, held);
    this.sealer = new Sealer(config.keys());
    this.upkeep = new Upkeep(connections, config);
    this.outbox = new PostgresOutbox(connections);
  }

  /**
   * Connects, and makes or migrates the tables.
   *
   * @throws dev.executionworkers.adapter.out.journal.JournalStartException when the database cannot
   *     be reached, may forget what it has committed, or was used by a newer version
   */
  public static PostgresJournal open(PostgresConfig config, JournalTelemetry telemetry) {
    PostgresJournal journal = new PostgresJournal(Connections.open(config, telemetry), config);
    journal.connections.run((session, _) -> SealedSecrets.sealAnew(session, journal.sealer));
    journal.upkeep.start();
    return journal;
  }

  @Override
  public Claim claim(Intent intent) {
    return claims.claim(intent);
  }

  @Override
  public Renewal renew(Lease lease, Duration hold) {
    return leases.renew(lease, hold);
  }

  @Override
  public Optional<String> recall(Lease lease, String step) {
    return leases.work(
        lease,
        (session, mine) ->
            session.first(
                "SELECT value FROM step WHERE execution = ? AND name = ?",
                row -> row.getString(1),
                mine.number(),
                step));
  }

  @Override
  public void record(Lease lease, String step, String value) {
    Instant at = config.clock().instant();
    leases.work(
        lease,
        (session, mine) ->
            Statements.record(session, mine.number(), new Statements.Step(step, value, at)));
  }

  @Override
  public void note(Lease lease, FailedAttempt attempt) {
    held.find(lease).ifPresent(mine -> mine.failed(attempt));
  }

  @Override
  public Optional<Command> request(ExecutionId id, Ledger.Request request, Requester by) {
    return requests.record(
        id, new Statements.Step(request.step(), by.value(), config.clock().instant()));
  }

  @Override
  public List<Requested> requested(Collection<Lease> leases) {
    return requests.news(leases);
  }

  @Override
  public Optional<Secret> unseal(Lease lease, String slot) {
    Optional<Sealed> sealed =
        leases.work(lease, (session, mine) -> SealedSecrets.get(session, mine.number(), slot));
    return sealed.map(each -> sealer.open(lease.execution(), slot, each));
  }

  @Override
  public void seal(Lease lease, String slot, Secret secret) {
    Sealed sealed = sealer.seal(lease.execution(), slot, secret);
    held.get(lease).gotSecrets();
    leases.work(
        lease,
        (session, mine) -> {
          SealedSecrets.put(session, mine.number(), slot, sealed);
          return true;
        });
  }

  @Override
  public void finish(Lease lease, Ending ending) {
    Optional<StoredEvent> event = config.outbox().map(form -> form.apply(ending.event()));
    leases.giveBack(
        lease,
        (session, mine) -> {
          Optional<String> untouched = mine.lane().filter(_ -> !ending.laneTouched());
          if (untouched.isPresent()) {
            Claims.lockLane(session, untouched.get());
          }
          boolean done = Statements.finish(session, mine, owner, ending);
          if (done && untouched.isPresent()) {
            LaneTable.neverEntered(session, untouched.get(), mine.number());
          }
          if (done && event.isPresent()) {
            OutboxTable.add(session, event.get(), ending.event().at());
          }
          if (done && ending.aftercare().isEmpty() && mine.hasSecrets()) {
            SealedSecrets.shred(session, mine.number());
          }
          return done;
        });
  }

  @Override
  public void release(Lease lease) {
    leases.giveBack(lease, (session, mine) -> Statements.release(session, mine, owner));
  }

  @Override
  public List<Unfinished> orphans(int limit) {
    return listed(connections.run((session, _) -> Statements.orphans(session, limit)));
  }

  @Override
  public List<Unfinished> due(Instant now, int limit) {
    return listed(connections.run((session, _) -> Statements.due(session, now, limit)));
  }

  @Override
  public Optional<Aftercare> lookAfter(ExecutionId execution, Instant at) {
    return claims.lookAfter(execution, at);
  }

  @Override
  public void lookedAfter(Lease lease, Optional<Instant> again) {
    leases.giveBack(
        lease,
        (session, mine) -> {
          boolean done = Statements.setAftercare(session, mine, owner, again);
          if (done && again.isEmpty()) {
            SealedSecrets.shred(session, mine.number());
          }
          return done;
        });
  }

  @Override
  public boolean writable() {
    return connections.isWritable();
  }

  @Override
  public Page list(Query query) {
    return connections.run((session, _) -> LedgerReader.list(session, query));
  }

  @Override
  public Optional<Entry> find(ExecutionId execution) {
    Optional<Entry> entry = connections.run((session, _) -> LedgerReader.find(session, execution));
    return entry.map(each ->
        held.find(execution).map(mine -> each.withFailures(mine.failures().all())).orElse(each));
  }

  /** Its events that are to be delivered. */
  public Outbox outbox() {
    return outbox;
  }

  /** How much foreign systems have been asked, by all replicas. */
  public PeerLimits peerLimits() {
    return new PostgresPeerLimits(connections);
  }

  /** Leases are not given back: what was sent under them may still be on its way. */
  @Override
  public void close() {
    upkeep.close();
    outbox.close();
    connections.close();
  }

  private static List<Unfinished> listed(List<ExecutionRow> rows) {
    return rows.stream().flatMap(PostgresJournal::readable).toList();
  }

  private static Stream<Unfinished> readable(ExecutionRow row) {
    try {
      return Stream.of(row.unfinished());
    } catch (UnreadableRecordException e) {
      // Driving the others on matters more than stopping at this one.
      LOG.error("execution {} cannot be taken up", row.id(), e);
      return Stream.empty();
    }
  }
}
