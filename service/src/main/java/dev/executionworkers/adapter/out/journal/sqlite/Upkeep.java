package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.sql.Pruning;
import dev.executionworkers.adapter.out.journal.sql.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the writer does between its transactions: it prunes what is too old, and takes what was
 * shredded out of the log of changes. Belongs to the writer's thread.
 */
final class Upkeep implements Writer.Chores {
  /** How long a shredded secret may still stand, sealed, in the log of changes. */
  static final Duration SHREDDED_WITHIN = Duration.ofSeconds(2);

  private static final Duration BETWEEN_PARTS = Duration.ofSeconds(1);
  private static final Duration BETWEEN_WALKS = Duration.ofMinutes(10);

  private final Pruning pruning;
  private final InstantSource clock;
  private boolean shredded;
  private long shredAtNanos;
  private long pruneAtNanos = System.nanoTime();

  Upkeep(Pruning pruning, InstantSource clock) {
    this.pruning = pruning;
    this.clock = clock;
  }

  /**
   * A secret was deleted: its pages are overwritten by {@code secure_delete}, the log is not yet.
   */
  void shredded() {
    if (!shredded) {
      shredded = true;
      shredAtNanos = System.nanoTime() + SHREDDED_WITHIN.toNanos();
    }
  }

  @Override
  public void run(Session session, boolean last) throws SQLException {
    long now = System.nanoTime();
    if (last || (shredded && now - shredAtNanos >= 0)) {
      shredded = !emptyLog(session);
      shredAtNanos = now + SHREDDED_WITHIN.toNanos();
    }
    if (!last && now - pruneAtNanos >= 0) {
      boolean more = prune(session);
      pruneAtNanos = now + (more ? BETWEEN_PARTS : BETWEEN_WALKS).toNanos();
    }
  }

  /**
   * Moves every change into the file and cuts the log to nothing; false while somebody reads it.
   */
  private static boolean emptyLog(Session session) throws SQLException {
    return session
        .first("PRAGMA wal_checkpoint(TRUNCATE)", row -> row.getInt(1) == 0)
        .orElse(false);
  }

  private boolean prune(Session session) throws SQLException {
    session.update("BEGIN IMMEDIATE");
    boolean more = pruning.next(session, clock.instant());
    session.update("COMMIT");
    return more;
  }
}
