package dev.executionworkers.acceptance.crash;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A database of a test's own in the PostgreSQL that all tests of this process share.
 *
 * @param port of this machine, which leads to the server, directly or not
 */
record PostgresDatabase(String name, int port) implements Store {
  private static final String KEY = "1:MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";
  private static final AtomicInteger NAMES = new AtomicInteger();

  static PostgresDatabase create() {
    String name = "journal" + NAMES.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    return new PostgresDatabase(name, PostgresServer.port());
  }

  /** The same database by another way. */
  PostgresDatabase behind(int otherPort) {
    return new PostgresDatabase(name, otherPort);
  }

  @Override
  public Kind kind() {
    return Kind.POSTGRES;
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "DATABASE_URL",
        "postgresql://postgres:postgres@127.0.0.1:" + port + "/" + name,
        "JOURNAL_KEY",
        KEY);
  }

  @Override
  public void everybodyIsDead() {
    execute(name, "UPDATE execution SET lease_until = 1 WHERE lease_until > 1");
  }

  @Override
  public void isDead(String firstSubject) {
    execute(
        name,
        "UPDATE execution SET lease_until = 1 WHERE lease_until > 1 AND lease_owner IN"
            + " (SELECT lease_owner FROM execution WHERE subject = '"
            + firstSubject
            + "')");
  }

  @Override
  public boolean hasLeases() {
    String live =
        text(
            "SELECT count(*) FROM execution WHERE finished_at IS NULL AND lease_until >"
                + " extract(epoch from clock_timestamp()) * 1000");
    return !live.equals("0");
  }

  /** Whoever still uses it is cut off. */
  @Override
  public void close() {
    execute("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
  }

  private String text(String query) {
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      String value = rows.next() ? rows.getString(1) : null;
      return value == null ? "" : value;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void execute(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + PostgresServer.port() + "/" + database,
        "postgres",
        "postgres");
  }
}
