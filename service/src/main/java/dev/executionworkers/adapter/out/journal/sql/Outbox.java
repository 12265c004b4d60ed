package dev.executionworkers.adapter.out.journal.sql;

import dev.executionworkers.adapter.out.journal.StoredEvent;
import java.sql.SQLException;
import java.time.Instant;

/** The table {@code outbox}: events that are still to be delivered. */
public final class Outbox {
  private Outbox() {}

  /** Adds an event, in the transaction that records what it tells of. */
  public static void add(Session session, StoredEvent event, Instant at) throws SQLException {
    session.update(
        "INSERT INTO outbox (event_id, subject, body, created_at) VALUES (?, ?, ?, ?)",
        event.id(),
        event.subject(),
        event.json(),
        at);
  }
}
