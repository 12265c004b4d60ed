package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to publish events: an advisory lock, which PostgreSQL gives to one session at a time
 * and takes back when that session ends. It has a connection to itself for as long as it is open.
 * Thread-safe.
 *
 * <p>A pooler that hands out connections by the transaction (PgBouncer's {@code transaction} mode)
 * would let the lock go astray.
 */
final class PublisherLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PublisherLock.class);

  /** Any number that nothing else locks. */
  private static final long KEY = 7_301_842_667_015_312L;

  /**
   * Whoever was stopped or has vanished without closing its connection keeps the lock for no longer
   * than this. PostgreSQL 14 and later know the setting; before, TCP finds out in its own time.
   */
  static final Duration IDLE = Duration.ofSeconds(30);

  private final Connections connections;
  private final Duration idle;
  private final ReentrantLock guard = new ReentrantLock();
  private Optional<Session> session = Optional.empty();
  private boolean mine;
  private boolean closed;

  /**
   * @param idle how long whoever has it may be silent
   */
  PublisherLock(Connections connections, Duration idle) {
    this.connections = connections;
    this.idle = idle;
  }

  /**
   * Takes it if it is free; false when another has it, or it cannot be known. A standby knows
   * nothing of the primary's locks, and gives its own to anybody: there it is nobody's.
   */
  boolean isMine() {
    guard.lock();
    try {
      return !closed && ask();
    } catch (SQLException e) {
      LOG.debug("whether this replica may publish cannot be known", e);
      letGo();
      return false;
    } finally {
      guard.unlock();
    }
  }

  @Override
  public void close() {
    guard.lock();
    try {
      closed = true;
      giveBack();
    } catch (SQLException e) {
      LOG.debug("the right to publish could not be given back, and ends with its connection", e);
    } finally {
      letGo();
      guard.unlock();
    }
  }

  private boolean ask() throws SQLException {
    Session open = session.isPresent() ? session.get() : open();
    boolean primary =
        open.first("SELECT NOT current_setting('transaction_read_only')::bool", PublisherLock::yes)
            .orElse(false);
    if (!primary) {
      letGo();
      return false;
    }
    mine =
        mine || open.first("SELECT pg_try_advisory_lock(?)", PublisherLock::yes, KEY).orElse(false);
    return mine;
  }

  private static boolean yes(ResultSet row) throws SQLException {
    return row.getBoolean(1);
  }

  private Session open() throws SQLException {
    Session open = connections.sessionOfItsOwn();
    session = Optional.of(open);
    open.first(
        "SELECT set_config(name, ?, false) FROM pg_settings WHERE name = 'idle_session_timeout'",
        row -> row.getString(1),
        Long.toString(idle.toMillis()));
    return open;
  }

  /** The connection's end would do it as well, but only when the server has noticed. */
  private void giveBack() throws SQLException {
    if (mine && session.isPresent()) {
      session.get().first("SELECT pg_advisory_unlock(?)", row -> row.getBoolean(1), KEY);
    }
  }

  private void letGo() {
    mine = false;
    try {
      if (session.isPresent()) {
        session.get().close();
      }
    } catch (SQLException e) {
      LOG.debug("the publisher's connection could not be closed", e);
    } finally {
      session = Optional.empty();
    }
  }
}
