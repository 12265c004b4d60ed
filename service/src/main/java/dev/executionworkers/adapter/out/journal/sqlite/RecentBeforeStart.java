package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.port.out.JournalUnavailableException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What was finished shortly before this process began, read from the end of the table while the
 * process starts. Thread-safe.
 */
final class RecentBeforeStart {
  static final RecentKeys NONE = new RecentKeys();

  /**
   * How long an execution may have taken that has just been finished. Those that take longer are
   * rotations, which are found through their lanes.
   */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(10);

  private static final String NEWEST_FIRST =
      """
      SELECT begun_at, finished_at, kept_millis, supplied_key IS NULL,
        substr(fingerprint, 1, 16), number
      FROM execution ORDER BY number DESC\
      """;

  private final CompletableFuture<RecentKeys> keys;

  private RecentBeforeStart(CompletableFuture<RecentKeys> keys) {
    this.keys = keys;
  }

  static RecentBeforeStart read(Reader reader, Instant now) {
    return new RecentBeforeStart(reader.start(session -> read(session, now)));
  }

  /** All of it; waits until it is read. Only to be looked into. */
  RecentKeys await() {
    try {
      return keys.join();
    } catch (CompletionException e) {
      throw new JournalUnavailableException("what was finished before cannot be read", e);
    }
  }

  private static RecentKeys read(Session session, Instant now) throws SQLException {
    RecentKeys keys = new RecentKeys();
    long nowMillis = now.toEpochMilli();
    long oldest = now.minus(LONGEST_RUN).toEpochMilli();
    session.scan(
        NEWEST_FIRST,
        row -> {
          long keptUntil = row.getLong(2) + row.getLong(3);
          if (keptUntil > nowMillis && row.getLong(3) > 0 && row.getInt(4) == 1) {
            keys.put(RecentKeys.hashOf(row.getString(5)), row.getLong(6), keptUntil);
          }
          return row.getLong(1) >= oldest;
        });
    return keys;
  }
}
