package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.sql.OutboxTable;
import dev.executionworkers.port.out.Outbox;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The outbox in an embedded SQLite, whose one process is its one publisher. Thread-safe. */
final class SqliteOutbox implements Outbox {
  private final OpenFile file;
  private final Writer writer;

  SqliteOutbox(OpenFile file) {
    this.file = file;
    this.writer = file.writer();
  }

  @Override
  public boolean mayPublish() {
    return true;
  }

  /** Tells nothing once nothing can be written: what is delivered then would be delivered again. */
  @Override
  public List<Waiting> due(Instant now, int limit) {
    writer.check();
    return file.read(session -> OutboxTable.due(session, now, limit));
  }

  @Override
  public void delivered(Collection<Long> numbers) {
    writer.ask(session -> OutboxTable.delivered(session, numbers));
  }

  @Override
  public void putOff(long number, Instant until, Optional<Instant> refusedSince) {
    writer.ask(session -> OutboxTable.putOff(session, number, until, refusedSince));
  }

  @Override
  public void park(long number, Instant at) {
    writer.ask(session -> OutboxTable.park(session, number, at));
  }

  @Override
  public Backlog backlog(Instant now) {
    return file.read(session -> OutboxTable.backlog(session, now));
  }
}
