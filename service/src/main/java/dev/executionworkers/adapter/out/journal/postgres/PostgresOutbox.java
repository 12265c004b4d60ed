package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.sql.OutboxTable;
import dev.executionworkers.port.out.Outbox;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The outbox in a PostgreSQL that replicas share, one of which publishes. Thread-safe. */
final class PostgresOutbox implements Outbox, AutoCloseable {
  private final Connections connections;
  private final PublisherLock lock;

  PostgresOutbox(Connections connections) {
    this.connections = connections;
    this.lock = new PublisherLock(connections, PublisherLock.IDLE);
  }

  @Override
  public boolean mayPublish() {
    return lock.isMine();
  }

  @Override
  public List<Waiting> due(Instant now, int limit) {
    return connections.run((session, _) -> OutboxTable.due(session, now, limit));
  }

  @Override
  public void delivered(Collection<Long> numbers) {
    connections.run((session, _) -> OutboxTable.delivered(session, numbers));
  }

  @Override
  public void putOff(long number, Instant until, Optional<Instant> refusedSince) {
    connections.run((session, _) -> OutboxTable.putOff(session, number, until, refusedSince));
  }

  @Override
  public void park(long number, Instant at) {
    connections.run((session, _) -> OutboxTable.park(session, number, at));
  }

  @Override
  public Backlog backlog(Instant now) {
    return connections.run((session, _) -> OutboxTable.backlog(session, now));
  }

  /** Lets another replica publish. */
  @Override
  public void close() {
    lock.close();
  }
}
