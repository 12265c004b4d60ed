package dev.executionworkers.adapter.out.journal.sqlite;

import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.provision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.sql.Schema;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that cannot be opened says why, in words that help. */
class SqliteStartTest {
  @TempDir Path folder;

  @Test
  void twoJournalsInOneProcessDoNotShareAFolder() {
    try (SqliteJournal _ = SqliteJournals.open(folder)) {
      refuses(folder, folder.toString(), "pid " + ProcessHandle.current().pid(), "since");
    }
  }

  @Test
  void aSecondProcessIsRefusedAndToldWhoHasTheFolder() throws Exception {
    Process holder = JournalProcess.start(folder, JournalProcess.HOLD);
    try {
      JournalProcess.awaitLine(holder, JournalProcess.READY);

      refuses(folder, folder.toString(), "pid " + holder.pid(), "since");

      holder.destroyForcibly().waitFor();
      SqliteJournals.open(folder).close();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() {
    refuses(Path.of("/proc/self/nothing-can-be-made-here"), "/proc/self", "cannot be written");
  }

  @Test
  void aJournalOfANewerVersionIsLeftAlone() throws SQLException {
    SqliteJournals.open(folder).close();
    change(
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, installed_on, execution_time, success)"
            + " VALUES (99, '99', 'later', 'SQL', 'V99.sql', '', 0, 0, 1)");

    refuses(folder, "newer version", "99");
  }

  @Test
  void aFileThatIsNoDatabaseIsNamed() throws IOException {
    Files.writeString(folder.resolve("journal.db"), "no database at all ".repeat(1_000));

    refuses(folder, folder.resolve("journal.db").toString(), "is damaged");
  }

  @Test
  void aDamagedPageIsNeverTakenForAnAnswer() throws Exception {
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      for (int number = 0; number < 500; number++) {
        begin(journal, provision("e" + number));
      }
    }
    Path database = folder.resolve("journal.db");
    try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
      byte[] garbage = new byte[4_096];
      java.util.Arrays.fill(garbage, (byte) 0x5a);
      for (long page = 20; page < file.length() / 4_096; page++) {
        file.seek(page * 4_096);
        file.write(garbage);
      }
    }

    refuses(folder, database.toString(), "is damaged");
  }

  @Test
  void aFreshJournalIsItsOwnersAlone() throws IOException {
    try (SqliteJournal journal = SqliteJournals.open(folder)) {
      begin(journal, provision("e1"));
      for (String name : List.of("journal.db", "journal.db-wal")) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void migratesAnEmptyFileAndTouchesAMigratedOneNoMore() throws SQLException {
    SqliteJournals.open(folder).close();
    long migrations = count("SELECT count(*) FROM flyway_schema_history");
    SqliteJournals.open(folder).close();

    assertThat(migrations).isEqualTo(Schema.VERSION);
    assertThat(count("SELECT count(*) FROM flyway_schema_history")).isEqualTo(migrations);
    assertThat(count("PRAGMA user_version")).isZero();
  }

  @Test
  void tellsOfEachCommit() {
    List<Long> commits = new CopyOnWriteArrayList<>();
    SqliteConfig config = SqliteJournals.config(folder, SqliteJournals.keys("1"));
    try (SqliteJournal journal = SqliteJournal.open(config, commits::add)) {
      begin(journal, provision("e1"));
      assertThat(commits).hasSize(1);
      begin(journal, provision("e2"));
      assertThat(commits).hasSize(2).allMatch(nanos -> nanos > 0);
    }
  }

  /** Whoever looks into the file with a tool of his own only delays the journal. */
  @Test
  void waitsForWhoeverHasTheFileLocked() throws Exception {
    try (SqliteJournal journal = SqliteJournals.open(folder);
        Connection other = connect()) {
      other.createStatement().execute("BEGIN IMMEDIATE");
      CompletableFuture<String> begun =
          CompletableFuture.supplyAsync(
              () -> begin(journal, provision("e1")).lease().execution().value());
      other.createStatement().execute("COMMIT");

      assertThat(begun.get(30, TimeUnit.SECONDS)).isNotEmpty();
    }
  }

  private static void refuses(Path where, String... words) {
    assertThatThrownBy(() -> SqliteJournals.open(where).close())
        .isInstanceOf(JournalStartException.class)
        .message()
        .contains(words);
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
  }

  private void change(String sql) throws SQLException {
    try (Connection connection = connect()) {
      connection.createStatement().execute(sql);
    }
  }

  private long count(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return connection.createStatement().executeQuery(sql).getLong(1);
    }
  }
}
