package dev.executionworkers.adapter.out.journal.sql;

import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.port.out.Outbox.Backlog;
import dev.executionworkers.port.out.Outbox.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The table {@code outbox}: events that are still to be delivered, and those that were parked. */
public final class OutboxTable {
  private OutboxTable() {}

  /** Adds an event, in the transaction that records what it tells of. */
  public static void add(Session session, StoredEvent event, Instant at) throws SQLException {
    session.update(
        "INSERT INTO outbox (event_id, subject, body, created_at) VALUES (?, ?, ?, ?)",
        event.id(),
        event.subject(),
        event.json(),
        at);
  }

  /** See {@link dev.executionworkers.port.out.Outbox#due}. */
  public static List<Waiting> due(Session session, Instant now, int limit) throws SQLException {
    // That it is above 0 is said for the planner, which then finds the few in an index.
    return session.list(
        """
        SELECT sequence, event_id, subject, body, attempts, refused_since FROM outbox
        WHERE parked_at IS NULL AND subject NOT IN
          (SELECT subject FROM outbox
           WHERE parked_at IS NULL AND next_attempt_at > 0 AND next_attempt_at > ?)
        ORDER BY sequence LIMIT ?\
        """,
        OutboxTable::waiting,
        now,
        limit);
  }

  /** See {@link dev.executionworkers.port.out.Outbox#delivered}. */
  public static boolean delivered(Session session, Collection<Long> numbers) throws SQLException {
    for (Long number : numbers) {
      session.update("DELETE FROM outbox WHERE sequence = ?", number);
    }
    return !numbers.isEmpty();
  }

  /** See {@link dev.executionworkers.port.out.Outbox#putOff}. */
  public static boolean putOff(
      Session session, long number, Instant until, Optional<Instant> refusedSince)
      throws SQLException {
    return session.update(
            """
            UPDATE outbox SET attempts = attempts + 1, next_attempt_at = ?, refused_since = ?
            WHERE sequence = ?\
            """,
            until,
            refusedSince,
            number)
        > 0;
  }

  /** See {@link dev.executionworkers.port.out.Outbox#park}. */
  public static boolean park(Session session, long number, Instant at) throws SQLException {
    return session.update(
            "UPDATE outbox SET attempts = attempts + 1, parked_at = ? WHERE sequence = ?",
            at,
            number)
        > 0;
  }

  /** See {@link dev.executionworkers.port.out.Outbox#backlog}. */
  public static Backlog backlog(Session session, Instant now) throws SQLException {
    long parked =
        session
            .first("SELECT count(*) FROM outbox WHERE parked_at IS NOT NULL", row -> row.getLong(1))
            .orElse(0L);
    return session
        .first(
            "SELECT count(*), min(created_at) FROM outbox WHERE parked_at IS NULL",
            row -> new Backlog(row.getLong(1), parked, age(row, now)))
        .orElse(Backlog.NONE);
  }

  /** Deletes some of what was parked too long ago, and tells how many. */
  static int forget(Session session, Instant parkedBefore, int limit) throws SQLException {
    return session.update(
        """
        DELETE FROM outbox WHERE sequence IN
          (SELECT sequence FROM outbox WHERE parked_at < ? ORDER BY parked_at LIMIT ?)\
        """,
        parkedBefore,
        limit);
  }

  private static Waiting waiting(ResultSet row) throws SQLException {
    long millis = row.getLong(6);
    Optional<Instant> refusedSince =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    return new Waiting(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        refusedSince);
  }

  private static Duration age(ResultSet row, Instant now) throws SQLException {
    long oldest = row.getLong(2);
    if (row.wasNull()) {
      return Duration.ZERO;
    }
    Duration age = Duration.between(Instant.ofEpochMilli(oldest), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
