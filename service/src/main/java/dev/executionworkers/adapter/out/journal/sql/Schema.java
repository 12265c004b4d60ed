package dev.executionworkers.adapter.out.journal.sql;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The journal's tables, and how they get from one version to the next. */
public final class Schema {
  /** The version that this program works with: the number of the last migration. */
  public static final int VERSION = 2;

  private static final String HISTORY = "flyway_schema_history";

  /** What most executions get when they are finished: the outcome's text and the time. */
  private static final int USUAL_ENDING_BYTES = 32;

  /** Where the databases differ. */
  public enum Dialect {
    SQLITE(
        "SELECT name FROM sqlite_master WHERE name = '" + HISTORY + "'",
        "INTEGER PRIMARY KEY",
        "1 = 0",
        "INDEX execution_unfinished ON execution (number)",
        "'" + " ".repeat(USUAL_ENDING_BYTES) + "'"),
    POSTGRESQL(
        "SELECT to_regclass('" + HISTORY + "')::text",
        "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "1 = 1",
        "UNIQUE INDEX execution_unfinished ON execution (fingerprint)",
        "NULL");

    private final String findHistory;
    private final String risingNumber;
    private final String replicas;
    private final String unfinished;
    private final String room;

    Dialect(
        String findHistory, String risingNumber, String replicas, String unfinished, String room) {
      this.findHistory = findHistory;
      this.risingNumber = risingNumber;
      this.replicas = replicas;
      this.unfinished = unfinished;
      this.room = room;
    }

    private Map<String, String> placeholders() {
      return Map.of(
          "rising_number", risingNumber,
          "replicas", replicas,
          "unfinished", unfinished,
          "room", room);
    }
  }

  private Schema() {}

  /**
   * Brings the tables to this version, when they are older; one cheap query when they are not.
   *
   * @throws JournalStartException when they are newer, or cannot be brought there
   */
  public static void prepare(Session session, DataSource connections, Dialect dialect)
      throws SQLException {
    int found = version(session, dialect);
    if (found > VERSION) {
      throw new JournalStartException(
          "the journal has been used by a newer version of this service (its schema is "
              + found
              + ", this one knows "
              + VERSION
              + "): start that version again, or restore a backup");
    }
    if (found < VERSION) {
      migrate(connections, dialect, VERSION);
    }
  }

  private static int version(Session session, Dialect dialect) throws SQLException {
    boolean fresh =
        session
            .first(dialect.findHistory, row -> Optional.ofNullable(row.getString(1)))
            .flatMap(name -> name)
            .isEmpty();
    if (fresh) {
      return 0;
    }
    return session
        .first(
            "SELECT version FROM "
                + HISTORY
                + " WHERE success AND version IS NOT NULL ORDER BY installed_rank DESC LIMIT 1",
            row -> Integer.parseInt(row.getString(1)))
        .orElse(0);
  }

  /**
   * Makes the tables, or brings them to a version; slow.
   *
   * @param version no other than {@link #VERSION} but in tests of what earlier versions have left
   * @throws JournalStartException when it cannot be done
   */
  public static void migrate(DataSource connections, Dialect dialect, int version) {
    try {
      Flyway.configure()
          .dataSource(connections)
          .locations("classpath:db/journal")
          .placeholders(dialect.placeholders())
          .target(Integer.toString(version))
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new JournalStartException("the journal's tables cannot be made or migrated", e);
    }
  }
}
