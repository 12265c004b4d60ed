package dev.executionworkers.adapter.out.journal.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.sql.Schema;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.JournalTelemetry;
import dev.executionworkers.port.out.JournalUnavailableException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to the database, each used for one transaction. Every wait in here ends well before a
 * request's deadline. Thread-safe.
 */
final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final int CONNECT_SECONDS = 2;
  private static final int SOCKET_SECONDS = 3;
  private static final int WAIT_MILLIS = 2_000;
  private static final int VALIDATION_MILLIS = 1_000;

  /** Shorter than the socket's, so that the server gives up first and says so. */
  private static final String SESSION =
      "-c statement_timeout=2500 -c lock_timeout=2000"
          + " -c idle_in_transaction_session_timeout=10000";

  /** Lost to a concurrent transaction: the next try sees what the other did. */
  private static final Set<String> OVERTAKEN = Set.of("40001", "40P01", "23505");

  /** Said by a standby, and by a server that was told to be read only. */
  private static final String READ_ONLY = "25006";

  /** Changes no row, and is refused where none may be changed. */
  private static final String WRITE_OF_NOTHING = "UPDATE lane SET generation = 0 WHERE false";

  private static final int TRIES = 3;
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final HikariDataSource pool;
  private final DatabaseUrl url;
  private final JournalTelemetry telemetry;
  private final AtomicLong nextLineNanos = new AtomicLong(System.nanoTime());
  private volatile boolean reachable = true;
  private volatile boolean readOnly;

  /** Something to be done in one transaction; repeatable, since its commit's answer may be lost. */
  interface Work<T> {
    T run(Session session, boolean again) throws SQLException;
  }

  private Connections(HikariDataSource pool, DatabaseUrl url, JournalTelemetry telemetry) {
    this.pool = pool;
    this.url = url;
    this.telemetry = telemetry;
  }

  /**
   * Connects, refuses a database that may lose what it has committed, and brings the tables to this
   * version.
   */
  static Connections open(PostgresConfig config, JournalTelemetry telemetry) {
    Connections connections =
        new Connections(new HikariDataSource(pool(config)), config.url(), telemetry);
    boolean opened = false;
    try (Session session = connections.session()) {
      // Or a transaction would wait for the migration, and be ended by the server for that.
      session.connection().setAutoCommit(true);
      refuseForgetful(session);
      Schema.prepare(session, plain(config.url()), Schema.Dialect.POSTGRESQL);
      opened = true;
      return connections;
    } catch (SQLException e) {
      throw new JournalStartException(
          "the journal's database " + config.url() + " cannot be used: " + told(e), e);
    } finally {
      if (!opened) {
        connections.close();
      }
    }
  }

  /**
   * Does the work in a transaction. When the connection is lost on the way, whether it was
   * committed is found out by doing it again on another connection, which tells the work so.
   */
  <T> T run(Work<T> work) {
    boolean again = false;
    for (int left = TRIES - 1; ; left--) {
      try {
        T result = once(work, again);
        reachable = true;
        return result;
      } catch (SQLException e) {
        boolean lost = isConnectionLost(e);
        again |= lost;
        if (left == 0 || !(lost || OVERTAKEN.contains(String.valueOf(e.getSQLState())))) {
          throw away(e);
        }
      }
    }
  }

  /** A session beside the pool's, for what outlasts a transaction; each statement is one. */
  Session sessionOfItsOwn() throws SQLException {
    return new Session(timed(url).getConnection());
  }

  /**
   * Finds out whether the database can be written. Where it may only be read, all connections are
   * made anew: another server may have taken this one's place.
   */
  void look() {
    try {
      run((session, _) -> session.update(WRITE_OF_NOTHING));
      readOnly = false;
    } finally {
      if (readOnly) {
        pool.getHikariPoolMXBean().softEvictConnections();
      }
    }
  }

  /** Whether the database answered when it was last asked, and may be written. */
  boolean isWritable() {
    return reachable && !readOnly;
  }

  @Override
  public void close() {
    pool.close();
  }

  private <T> T once(Work<T> work, boolean again) throws SQLException {
    try (Session session = free()) {
      boolean committed = false;
      try {
        T result = work.run(session, again);
        commit(session);
        committed = true;
        return result;
      } finally {
        if (!committed) {
          rollBack(session);
        }
      }
    }
  }

  private void commit(Session session) throws SQLException {
    long beganNanos = System.nanoTime();
    session.connection().commit();
    telemetry.committed(System.nanoTime() - beganNanos);
  }

  /** Whoever finds none need not try again: nothing has been sent. */
  private Session free() {
    try {
      return session();
    } catch (SQLException e) {
      throw away(e);
    }
  }

  private Session session() throws SQLException {
    return new Session(pool.getConnection());
  }

  private static void rollBack(Session session) {
    try {
      session.connection().rollback();
    } catch (SQLException e) {
      // A broken connection rolls back by itself, and what broke it is already on its way up.
      LOG.debug("a transaction could not be rolled back", e);
    }
  }

  private JournalUnavailableException away(SQLException e) {
    if (isConnectionLost(e) || isUnconnected(e)) {
      if (reachable) {
        LOG.warn("the journal's database cannot be reached: {}", told(e));
      }
      reachable = false;
    } else if (READ_ONLY.equals(e.getSQLState())) {
      if (!readOnly) {
        LOG.warn("the journal's database may only be read: {}", told(e));
      }
      readOnly = true;
    } else {
      tell(e);
    }
    return new JournalUnavailableException("the journal's database: " + told(e), e);
  }

  /** A full disk or a right that is missing shall be seen, and shall not fill the log. */
  private void tell(SQLException e) {
    long now = System.nanoTime();
    long next = nextLineNanos.get();
    if (now - next >= 0 && nextLineNanos.compareAndSet(next, now + BETWEEN_LINES.toNanos())) {
      LOG.warn("the journal's database has not done what it was asked: {}", told(e));
    }
  }

  /**
   * The pool says the same of whatever keeps it from connecting. What that was is told by its kind,
   * since a message of its own might quote what it was given.
   */
  private static String told(SQLException e) {
    Throwable innermost = e;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String kind =
        innermost instanceof SQLException refusal && refusal.getSQLState() != null
            ? "SQLState " + refusal.getSQLState()
            : innermost.getClass().getSimpleName();
    return e.getMessage() + " (" + kind + ")";
  }

  /** Class 08 is the connection, 57P01 to 57P05 the server that shuts down or starts. */
  private static boolean isConnectionLost(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }

  /** The pool names what kept it from connecting; where nothing did, its connections are taken. */
  private static boolean isUnconnected(SQLException e) {
    return e instanceof SQLTransientConnectionException && e.getCause() != null;
  }

  private static void refuseForgetful(Session session) throws SQLException {
    for (String setting : new String[] {"fsync", "synchronous_commit"}) {
      String value = session.first("SHOW " + setting, row -> row.getString(1)).orElse("");
      if (value.equals("off")) {
        throw new JournalStartException(
            "the journal's database runs with "
                + setting
                + "=off: it may forget what it has committed, and what was answered would be lost");
      }
    }
    if (session.first("SELECT pg_is_in_recovery()", row -> row.getBoolean(1)).orElse(false)) {
      throw new JournalStartException(
          "the journal's database is a standby, which cannot be written");
    }
  }

  private static HikariConfig pool(PostgresConfig config) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("journal");
    pool.setDataSource(timed(config.url()));
    pool.setAutoCommit(false);
    pool.setMaximumPoolSize(config.connections());
    pool.setConnectionTimeout(WAIT_MILLIS);
    pool.setValidationTimeout(VALIDATION_MILLIS);
    // What cannot be reached at the start is told by the first use, in our own words.
    pool.setInitializationFailTimeout(-1);
    return pool;
  }

  private static PGSimpleDataSource timed(DatabaseUrl url) {
    PGSimpleDataSource source = plain(url);
    source.setOptions(Optional.ofNullable(source.getOptions()).orElse("") + " " + SESSION);
    source.setSocketTimeout(SOCKET_SECONDS);
    return source;
  }

  /** Without limits on statements: a migration may take its time. */
  private static PGSimpleDataSource plain(DatabaseUrl url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url.jdbcUrl());
    url.user().ifPresent(source::setUser);
    url.password().map(Secret::reveal).ifPresent(source::setPassword);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
    source.setApplicationName("execution-workers");
    return source;
  }
}
