package dev.executionworkers.adapter.out.journal.sql;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Deletes what is older than the retention, a small part at a time, walking up from the oldest. It
 * keeps what a repeated request may still depend on, what is to be looked after, and each lane's
 * newest and the one before it. Events that were parked so long ago go too. Belongs to one thread.
 */
public final class Pruning {
  private static final int ROWS_A_PART = 500;

  private final Duration retention;
  private long walkedTo;

  /**
   * @param retention for how long finished executions are kept
   */
  public Pruning(Duration retention) {
    this.retention = retention;
  }

  /**
   * Looks through the next part and deletes what is too old.
   *
   * @return whether there may be more to delete; the next call begins at the oldest again if not
   */
  public boolean next(Session session, Instant now) throws SQLException {
    Instant cutoff = now.minus(retention);
    boolean moreEvents = OutboxTable.forget(session, cutoff, ROWS_A_PART) == ROWS_A_PART;
    Optional<Long> end = endOfPart(session, cutoff);
    if (end.isEmpty()) {
      walkedTo = 0;
      return moreEvents;
    }
    long start = walkedTo;
    session.update(
        """
        DELETE FROM execution
        WHERE number > ? AND number <= ? AND finished_at < ? AND finished_at + kept_millis < ?
          AND aftercare_at IS NULL
          AND (lane IS NULL OR number NOT IN
            (SELECT newest FROM lane UNION ALL SELECT newest_before FROM lane))\
        """,
        start,
        end.get(),
        cutoff,
        now);
    for (String table : new String[] {"step", "sealed_secret"}) {
      session.update(
          "DELETE FROM "
              + table
              + " WHERE execution > ? AND execution <= ? AND execution NOT IN"
              + " (SELECT number FROM execution WHERE number > ? AND number <= ?)",
          start,
          end.get(),
          start,
          end.get());
    }
    walkedTo = end.get();
    return true;
  }

  /** The last number of the next part; empty when nothing so old is left. */
  private Optional<Long> endOfPart(Session session, Instant cutoff) throws SQLException {
    return session
        .first(
            """
            SELECT max(number) FROM
              (SELECT number, begun_at FROM execution WHERE number > ? ORDER BY number LIMIT ?)
              AS part
            WHERE begun_at < ?\
            """,
            row -> row.getLong(1),
            walkedTo,
            ROWS_A_PART,
            cutoff)
        .filter(number -> number > 0);
  }
}
