package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.port.out.History;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.JournalHistories;
import dev.executionworkers.port.out.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.state.ActionChain;

class SqliteHistoriesTest extends JournalHistories {

  @Property(tries = 50)
  void keepsItsPromisesOverAnyHistory(@ForAll("histories") ActionChain<History> history) {
    keepsItsPromises(history);
  }

  @Override
  protected Subject start(InstantSource clock) {
    try {
      return new Reopened(Files.createTempDirectory("histories"), clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A crash is a close: what it would write on the way out, nobody waits for. */
  private static final class Reopened implements Subject {
    private final Path folder;
    private final InstantSource clock;
    private SqliteJournal journal;

    Reopened(Path folder, InstantSource clock) {
      this.folder = folder;
      this.clock = clock;
      this.journal = open();
    }

    private SqliteJournal open() {
      return SqliteJournals.open(
          new SqliteConfig(
              folder,
              Duration.ofDays(365),
              Optional.of(SqliteJournals.keys("1")),
              clock,
              Optional.empty(),
              _ -> {}));
    }

    @Override
    public Journal journal() {
      return journal;
    }

    @Override
    public Ledger ledger() {
      return journal;
    }

    @Override
    public void crash(Collection<Lease> held) {
      journal.close();
      journal = open();
    }

    @Override
    public OptionalLong secretsKept() {
      try (Connection connection =
              DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
          var statement = connection.createStatement();
          var rows = statement.executeQuery("SELECT count(*) FROM sealed_secret")) {
        return OptionalLong.of(rows.getLong(1));
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() {
      journal.close();
      for (String name :
          List.of("journal.db", "journal.db-wal", "journal.db-shm", "journal.lock")) {
        delete(folder.resolve(name));
      }
      delete(folder);
    }

    private static void delete(Path path) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
