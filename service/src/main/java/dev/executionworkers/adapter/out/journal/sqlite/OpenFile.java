package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.format.UnreadableRecordException;
import dev.executionworkers.adapter.out.journal.seal.KeyFile;
import dev.executionworkers.adapter.out.journal.seal.Sealer;
import dev.executionworkers.adapter.out.journal.sql.ExecutionRow;
import dev.executionworkers.adapter.out.journal.sql.PeerLimitsTable;
import dev.executionworkers.adapter.out.journal.sql.Pruning;
import dev.executionworkers.adapter.out.journal.sql.Schema;
import dev.executionworkers.adapter.out.journal.sql.SealedSecrets;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.JournalTelemetry;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open file with all that works on it; closed as a whole. Thread-safe. */
final class OpenFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenFile.class);

  /** The peer comes to an end with what a process asked of it that is no more. */
  private static final Duration LAST_WRITE = Duration.ofSeconds(2);

  private final FolderLock lock;
  private final Writer writer;
  private final Reader reader;
  private final Executions executions;
  private final Upkeep upkeep;
  private final Sealer sealer;
  private final InstantSource clock;
  private final RecentBeforeStart recent;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OpenFile(
      FolderLock lock,
      Database database,
      Session session,
      SqliteConfig config,
      JournalTelemetry telemetry)
      throws SQLException {
    this.lock = lock;
    this.clock = config.clock();
    this.sealer = new Sealer(config.keys().orElseGet(() -> KeyFile.inFolder(config.folder())));
    this.upkeep = new Upkeep(new Pruning(config.retention()), clock);
    this.executions = restored(session);
    if (SealedSecrets.sealAnew(session, sealer) > 0) {
      upkeep.shredded();
    }
    PeerLimitsTable.endAll(session, clock.instant().plus(LAST_WRITE));
    this.writer = new Writer(session, upkeep, telemetry, config.onFatal());
    this.reader = new Reader(database);
    this.recent = RecentBeforeStart.read(reader, clock.instant());
  }

  static OpenFile open(SqliteConfig config, JournalTelemetry telemetry) {
    FolderLock lock = FolderLock.take(config.folder(), config.clock().instant());
    boolean opened = false;
    try {
      OpenFile file = open(config, lock, telemetry);
      opened = true;
      return file;
    } finally {
      if (!opened) {
        release(lock);
      }
    }
  }

  private static OpenFile open(SqliteConfig config, FolderLock lock, JournalTelemetry telemetry) {
    Database database = Database.in(config.folder());
    try {
      Session session = database.open();
      boolean opened = false;
      try {
        Schema.prepare(session, database.connections(), Schema.Dialect.SQLITE);
        RestoredCopy.settle(session, config.clock().instant());
        OpenFile file = new OpenFile(lock, database, session, config, telemetry);
        opened = true;
        file.writer.start();
        return file;
      } finally {
        if (!opened) {
          session.close();
        }
      }
    } catch (SQLException e) {
      throw database.unusable(e);
    }
  }

  Writer writer() {
    return writer;
  }

  Executions executions() {
    return executions;
  }

  Upkeep upkeep() {
    return upkeep;
  }

  Sealer sealer() {
    return sealer;
  }

  Instant now() {
    return clock.instant();
  }

  /** Reads without disturbing the writer. */
  <T> T read(Writer.Work<T> work) {
    return reader.ask(work);
  }

  /** What the claim needs to know of what was finished before the start; waits until it is read. */
  RecentKeys recentBeforeStart(Intent intent) {
    boolean needed = !intent.key().supplied() && !intent.replay().longest().isZero();
    return needed ? recent.await() : RecentBeforeStart.NONE;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    reader.close();
    writer.close();
    release(lock);
  }

  private static void release(FolderLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("the lock of the data folder could not be given back", e);
    }
  }

  private static Executions restored(Session session) throws SQLException {
    Executions executions =
        new Executions(ExecutionStatements.lastNumber(session), System.currentTimeMillis() * 1_000);
    for (ExecutionRow row : ExecutionStatements.live(session)) {
      try {
        restore(session, executions, row);
      } catch (UnreadableRecordException e) {
        // Driving the others on matters more than refusing to start over this one.
        LOG.error("execution {} cannot be taken up", row.id(), e);
      }
    }
    return executions;
  }

  private static void restore(Session session, Executions executions, ExecutionRow row)
      throws SQLException {
    row.unfinished();
    LiveExecution execution = new LiveExecution(row);
    ExecutionStatements.recall(session, execution);
    if (SealedSecrets.any(session, row.number())) {
      execution.gotSecrets();
    }
    executions.restore(execution);
  }
}
