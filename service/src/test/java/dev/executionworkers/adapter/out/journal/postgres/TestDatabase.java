package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.Asked;
import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.seal.JournalKeys;
import dev.executionworkers.domain.command.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.opentest4j.TestAbortedException;

/** A real PostgreSQL, started by the first test that needs one; it ends with the tests. */
public final class TestDatabase {
  private static final AtomicReference<EmbeddedPostgres> SERVER = new AtomicReference<>();
  private static final JournalKeys KEYS =
      JournalKeys.parse("the test", Secret.of("1:MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI="));

  private static final int MOST_TRIES = 10;

  private TestDatabase() {}

  /** The server's port on the loopback interface. */
  static int port() {
    return server().getPort();
  }

  /** A journal in a database that remembers nothing. */
  public static PostgresJournal openEmpty() {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(
          "DO $$ BEGIN IF to_regclass('execution') IS NOT NULL THEN"
              + " TRUNCATE execution, lane, step, sealed_secret, outbox, peer_block, peer_write"
              + " RESTART IDENTITY; END IF; END $$");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return open();
  }

  /** A journal of one more replica. */
  static PostgresJournal open() {
    return open(config(port()));
  }

  /** Over the slowness of a machine on which the server gives no connection within two seconds. */
  static PostgresJournal open(PostgresConfig config) {
    for (int left = MOST_TRIES - 1; ; left--) {
      try {
        return PostgresJournal.open(config, _ -> {});
      } catch (JournalStartException e) {
        if (left == 0 || !(e.getCause() instanceof SQLTransientConnectionException)) {
          throw e;
        }
      }
    }
  }

  /** One that keeps its events for a sink, in a database that remembers nothing. */
  static PostgresJournal openEmptyWithOutbox() {
    openEmpty().close();
    return openWithOutbox();
  }

  /** A journal of one more replica that does so. */
  static PostgresJournal openWithOutbox() {
    PostgresConfig config = config(port());
    return open(
        new PostgresConfig(
            config.url(),
            config.connections(),
            config.retention(),
            config.keys(),
            config.clock(),
            Optional.of(Asked::bare)));
  }

  static PostgresConfig config(int port) {
    return config(url(port, "postgres"));
  }

  static PostgresConfig config(DatabaseUrl url) {
    return new PostgresConfig(
        url,
        PostgresConfig.DEFAULT_CONNECTIONS,
        Duration.ofDays(7),
        KEYS,
        InstantSource.system(),
        Optional.empty());
  }

  static DatabaseUrl url(int port, String database) {
    return DatabaseUrl.parse(Secret.of(text(port, database)));
  }

  /** As a setting names it. */
  public static String url() {
    return text(port(), "postgres");
  }

  private static String text(int port, String database) {
    return "postgresql://postgres:postgres@127.0.0.1:" + port + "/" + database;
  }

  static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port() + "/postgres", "postgres", "postgres");
  }

  /** Changes something behind the journal's back. */
  public static int update(String sql) {
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one number that a query gives. */
  static long number(String sql) {
    try (Connection connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static synchronized EmbeddedPostgres server() {
    EmbeddedPostgres server = SERVER.get();
    if (server == null) {
      server = start();
      SERVER.set(server);
    }
    return server;
  }

  private static EmbeddedPostgres start() {
    try {
      // Its own defaults are those of a database that may forget, which the journal refuses.
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setPGStartupWait(Duration.ofMinutes(1))
          .start();
    } catch (IOException | RuntimeException e) {
      throw new TestAbortedException(
          "no PostgreSQL can be started here (as root it takes unshare from util-linux and the"
              + " right to make user namespaces): "
              + e,
          e);
    }
  }
}
