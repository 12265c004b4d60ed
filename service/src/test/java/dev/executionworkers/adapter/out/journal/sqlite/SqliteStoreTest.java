package dev.executionworkers.adapter.out.journal.sqlite;

import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.provision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.StoreContract;
import dev.executionworkers.adapter.out.journal.Throughput;
import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.JournalUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
  @TempDir Path folder;

  @Override
  protected Store openEmpty() {
    return reopen(InstantSource.system());
  }

  @Override
  protected Store reopen(InstantSource clock) {
    SqliteJournal journal =
        SqliteJournals.open(
            new SqliteConfig(
                folder,
                Duration.ofDays(7),
                Optional.of(SqliteJournals.keys("1")),
                clock,
                Optional.of(StoreContract::stored),
                _ -> {}));
    return new Store(journal, journal);
  }

  @Override
  protected long rows(String table) {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
      return connection.createStatement().executeQuery("SELECT count(*) FROM " + table).getLong(1);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBackupOfALiveJournalIsAJournal(@TempDir Path live, @TempDir Path restored)
      throws IOException {
    Path copy = restored.resolve("journal.db");
    Begun begun;
    try (SqliteJournal journal = SqliteJournals.open(live)) {
      begun = begin(journal, provision("e1"));

      SqliteJournal.backup(live, copy);

      begin(journal, provision("later"));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    try (SqliteJournal journal = SqliteJournals.open(restored)) {
      assertThat(journal.orphans(10)).hasSize(1);
      assertThat(begin(journal, provision("e1")).lease().execution())
          .isEqualTo(begun.lease().execution());
    }
  }

  @Test
  void aJournalThatNobodyUsesCanBeBackedUpToo(@TempDir Path idle, @TempDir Path restored) {
    try (SqliteJournal journal = SqliteJournals.open(idle)) {
      begin(journal, provision("e1"));
    }

    SqliteJournal.backup(idle, restored.resolve("journal.db"));

    try (SqliteJournal journal = SqliteJournals.open(restored)) {
      assertThat(journal.orphans(10)).hasSize(1);
    }
  }

  @Test
  void aBackupOverwritesNothingAndNeedsAJournal(@TempDir Path live) throws IOException {
    Path there = Files.writeString(live.resolve("precious"), "precious");
    assertThatThrownBy(() -> SqliteJournal.backup(live, live.resolve("copy")))
        .isInstanceOf(JournalStartException.class)
        .hasMessageContaining("no journal");
    SqliteJournals.open(live).close();

    assertThatThrownBy(() -> SqliteJournal.backup(live, there))
        .isInstanceOf(JournalStartException.class)
        .hasMessageContaining(there.toString());
    assertThat(there).hasContent("precious");
  }

  /** What it had made of it could be restored like one, without a word of warning. */
  @Test
  void aBackupThatFailsLeavesNoFileBehind(@TempDir Path damaged, @TempDir Path backups)
      throws IOException {
    Files.writeString(damaged.resolve("journal.db"), "no database at all ".repeat(1_000));

    assertThatThrownBy(() -> SqliteJournal.backup(damaged, backups.resolve("copy")))
        .isInstanceOf(JournalStartException.class)
        .hasMessageContaining("copy");

    assertThat(backups).isEmptyDirectory();
  }

  /** A full disk and a broken one look the same without it, for exceptions lose their messages. */
  @Test
  void theLineOfAFailureSaysWhatSqliteHasToldOfIt(@TempDir Path folder) throws SQLException {
    CompletableFuture<Throwable> fatal = new CompletableFuture<>();
    SqliteConfig config = SqliteJournals.config(folder, SqliteJournals.keys("1"));
    try (CapturedLog log = new CapturedLog(Writer.class.getName());
        SqliteJournal journal =
            SqliteJournals.open(
                new SqliteConfig(
                    config.folder(),
                    config.retention(),
                    config.keys(),
                    config.clock(),
                    config.outbox(),
                    fatal::complete))) {
      refuseAllThatIsBegun(folder);

      assertThatThrownBy(() -> begin(journal, provision("e1")))
          .isInstanceOf(JournalUnavailableException.class);

      fatal.join();
      assertThat(log.lines())
          .singleElement()
          .satisfies(line ->
              assertThat(line.get("reason").asString()).isEqualTo("SQLITE_CONSTRAINT_TRIGGER"));
    }
  }

  private static void refuseAllThatIsBegun(Path folder) throws SQLException {
    try (Connection connection =
        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"))) {
      connection
          .createStatement()
          .execute(
              "CREATE TRIGGER none BEFORE INSERT ON execution BEGIN SELECT RAISE(ABORT, ''); END");
    }
  }

  /** Printed to be read: what it comes to depends on the machine. */
  @Test
  void printsItsThroughput(@TempDir Path fresh) throws InterruptedException {
    try (SqliteJournal journal = SqliteJournals.open(fresh)) {
      Throughput.print("SQLite", journal);
      assertThat(journal.writable()).isTrue();
    }
  }
}
