package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.sql.Pruning;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.port.out.JournalUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a replica does beside its executions: it looks whether the database can be written, and one
 * replica at a time prunes what is too old. One thread.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
  private static final Duration BETWEEN_WALKS = Duration.ofMinutes(10);

  /** The advisory lock of whoever prunes: any number that nothing else locks. */
  private static final long PRUNING_LOCK = 7_301_842_667_015_311L;

  private final Connections connections;
  private final InstantSource clock;
  private final Pruning pruning;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("journal-upkeep").daemon().factory());
  private long nextLookNanos = System.nanoTime();
  private long nextPruneNanos = System.nanoTime();

  Upkeep(Connections connections, PostgresConfig config) {
    this.connections = connections;
    this.clock = config.clock();
    this.pruning = new Pruning(config.retention());
  }

  void start() {
    var _ =
        thread.scheduleWithFixedDelay(
            this::once, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }

  private void once() {
    long now = System.nanoTime();
    try {
      if (!connections.isWritable() || now - nextLookNanos >= 0) {
        nextLookNanos = now + BETWEEN_LOOKS.toNanos();
        connections.look();
      }
      if (now - nextPruneNanos >= 0) {
        boolean more = connections.run((session, _) -> prune(session));
        nextPruneNanos = now + (more ? PERIOD : BETWEEN_WALKS).toNanos();
      }
    } catch (JournalUnavailableException e) {
      LOG.debug("the journal's database is away", e);
    } catch (RuntimeException e) {
      // The next look is a second away, and nothing depends on this one.
      LOG.warn("the journal's upkeep failed", e);
    }
  }

  private boolean prune(Session session) throws SQLException {
    boolean mine =
        session
            .first("SELECT pg_try_advisory_xact_lock(?)", row -> row.getBoolean(1), PRUNING_LOCK)
            .orElse(false);
    return mine && pruning.next(session, clock.instant());
  }
}
