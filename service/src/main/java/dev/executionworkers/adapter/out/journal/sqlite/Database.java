package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.sql.Session;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The database file, and connections to it that keep what they say. */
final class Database {
  private static final String NAME = "journal.db";
  private static final int BUSY_MILLIS = 5_000;

  /** With a quarter of it a million executions cost a fourth of the rate on a disk. */
  private static final int WRITER_CACHE_KIB = 16_384;

  /** It reads what is old, once: what the system keeps of the file does as well. */
  private static final int READER_CACHE_KIB = 1_024;

  /**
   * Twice SQLite's own. A page that is changed again and again goes into the file once for each log
   * that is full; that takes two fsyncs, and everybody waits for it.
   */
  private static final int LOG_PAGES = 2_000;

  private final Path file;
  private final SQLiteDataSource connections;

  private Database(Path file) {
    this.file = file;
    this.connections = connections(file, false);
  }

  /** The database of a folder; made if it is missing, for its owner alone. */
  static Database in(Path folder) {
    Path file = file(folder);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException there) {
      return new Database(file);
    } catch (IOException e) {
      throw new JournalStartException("the journal " + file + " cannot be made: " + e, e);
    }
    return new Database(file);
  }

  static Path file(Path folder) {
    return folder.toAbsolutePath().resolve(NAME);
  }

  DataSource connections() {
    return connections;
  }

  /** A connection that writes. */
  Session open() throws SQLException {
    Connection connection = connections.getConnection();
    // Otherwise the driver tries a BEGIN after each statement, to see whether one is under way.
    // It says BEGIN here, and never again; from now on the writer says it.
    connection.setAutoCommit(false);
    Session session = new Session(connection);
    session.update("COMMIT");
    return session;
  }

  /** A connection that cannot write. */
  static Session openToRead(Path file) throws SQLException {
    return new Session(connections(file, true).getConnection());
  }

  /** A connection to a file that is nobody's journal yet; it leaves no other files behind. */
  static Session openCopy(Path file) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.DELETE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return new Session(source.getConnection());
  }

  Session openToRead() throws SQLException {
    return openToRead(file);
  }

  /** Says what is wrong with it in words that an operator can act on. */
  JournalStartException unusable(SQLException e) {
    String what =
        e instanceof SQLiteException sqlite ? explain(sqlite.getResultCode()) : "cannot be opened";
    return new JournalStartException("the journal " + file + " " + what + ": " + e.getMessage(), e);
  }

  private static String explain(SQLiteErrorCode code) {
    return switch (code) {
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          "is damaged; keep the file, and restore a backup or begin with an empty folder";
      case SQLITE_FULL -> "has no room left on its disk";
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM -> "cannot be written";
      default -> "cannot be opened";
    };
  }

  private static SQLiteDataSource connections(Path file, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    // NORMAL would lose the last commits with the power, and what was answered must not be lost.
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setCacheSize(readOnly ? -READER_CACHE_KIB : -WRITER_CACHE_KIB);
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(LOG_PAGES));
    config.setBusyTimeout(BUSY_MILLIS);
    // The driver would ask for the last number after every insert.
    config.setGetGeneratedKeys(false);
    config.setReadOnly(readOnly);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
