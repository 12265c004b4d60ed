package dev.executionworkers.acceptance.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A database of a test's own in the PostgreSQL that all tests of this process share.
 *
 * @param port of this machine, which leads to the server, directly or not
 */
public record PostgresDatabase(String name, int port) implements Store {
  private static final String KEY = "1:MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";
  private static final AtomicInteger NAMES = new AtomicInteger();

  /** Why there cannot be one here; empty when there can. */
  public static String trouble() {
    return PostgresServer.trouble();
  }

  /** An empty one. */
  public static PostgresDatabase create() {
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

  /** All rows of each of its tables, as PostgreSQL writes them as text: bytes in hex. */
  public Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    for (String table : lines("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
      rows.put(table, String.join("\n", lines("SELECT t::text FROM \"" + table + "\" t")));
    }
    return rows;
  }

  /**
   * What of it lies on the server's disk by now: its own files, and the log of changes as far back
   * as the server keeps it.
   */
  public Map<String, byte[]> files() {
    execute("postgres", "CHECKPOINT");
    Path data = Path.of(text("SELECT current_setting('data_directory')"));
    String number = text("SELECT oid FROM pg_database WHERE datname = current_database()");
    Map<String, byte[]> files = new TreeMap<>();
    for (Path folder : List.of(data.resolve("base").resolve(number), data.resolve("pg_wal"))) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(Files::isRegularFile).toList()) {
          read(file).ifPresent(bytes -> files.put(data.relativize(file).toString(), bytes));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  /** The server may just have removed it. */
  private static Optional<byte[]> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  private String text(String query) {
    return lines(query).stream().findFirst().orElse("");
  }

  private List<String> lines(String query) {
    try (Connection connection = connect(name);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(String.valueOf(rows.getString(1)));
      }
      return lines;
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
