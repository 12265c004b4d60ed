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

  private static final String NEWEST_OLD_ONE =
      "SELECT number FROM execution WHERE begun_at < ? ORDER BY number DESC LIMIT 1";

  /** Chosen by the database: each value that comes out of it leaves some garbage behind. */
  private static final String RECENT =
      """
      SELECT unhex(substr(fingerprint, 1, 16)), number, finished_at + kept_millis FROM execution
      WHERE number > ? AND supplied_key IS NULL AND kept_millis > 0
        AND finished_at + kept_millis > ?\
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
    long old =
        session.first(NEWEST_OLD_ONE, row -> row.getLong(1), now.minus(LONGEST_RUN)).orElse(0L);
    session.each(
        RECENT,
        row -> keys.put(RecentKeys.hashOf(row.getBytes(1)), row.getLong(2), row.getLong(3)),
        old,
        now);
    return keys;
  }
}
