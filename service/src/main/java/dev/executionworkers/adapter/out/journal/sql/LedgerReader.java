package dev.executionworkers.adapter.out.journal.sql;

import dev.executionworkers.adapter.out.journal.format.OutcomeFormat;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.Ledger.Entry;
import dev.executionworkers.port.out.Ledger.Line;
import dev.executionworkers.port.out.Ledger.Page;
import dev.executionworkers.port.out.Ledger.Query;
import dev.executionworkers.port.out.Ledger.RecordedStep;
import dev.executionworkers.port.out.Ledger.State;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ledger's queries. It reads backwards in time, some thousand rows at once, and stops at the
 * end of the period asked for or when it has read enough, so that no filter needs an index of its
 * own and no question reads for ever.
 */
public final class LedgerReader {
  private static final long ROWS_AT_ONCE = 20_000;
  private static final int PARTS_A_PAGE = 50;

  /** How much later than its number suggests an execution may have been begun. */
  private static final Duration SLACK = Duration.ofMinutes(10);

  private static final String INTERRUPTED = OutcomeFormat.INTERRUPTED_BEGINS + "%";

  private static final String PART =
      """
      SELECT * FROM execution
      WHERE number < ? AND number >= ?
        AND (? = '' OR operation = ?) AND (? = '' OR subject = ?)
        AND (? = ''
          OR (? = 'UNFINISHED' AND finished_at IS NULL)
          OR (? = 'SUCCEEDED' AND finished_at IS NOT NULL AND error_code IS NULL)
          OR (? = 'FAILED' AND error_code IS NOT NULL AND outcome NOT LIKE ?)
          OR (? = 'INTERRUPTED' AND outcome LIKE ?))
        AND begun_at >= ?
      ORDER BY number DESC LIMIT ?\
      """;

  private LedgerReader() {}

  /** What matches, newest first. */
  public static Page list(Session session, Query query) throws SQLException {
    List<Line> lines = new ArrayList<>();
    long end = query.before().orElse(Long.MAX_VALUE);
    for (int part = 0; part < PARTS_A_PAGE; part++) {
      Optional<Numbered> newest = newestBefore(session, end);
      if (newest.isEmpty() || isBefore(newest.get(), query.since())) {
        return new Page(lines, Optional.empty());
      }
      long start = Math.max(0, newest.get().number() + 1 - ROWS_AT_ONCE);
      lines.addAll(part(session, query, end, start, query.limit() - lines.size()));
      if (lines.size() >= query.limit()) {
        return new Page(lines, Optional.of(lines.getLast().number()));
      }
      end = start;
    }
    return new Page(lines, Optional.of(end));
  }

  /** All that is recorded of an execution. */
  public static Optional<Entry> find(Session session, ExecutionId id) throws SQLException {
    Optional<ExecutionRow> found =
        session.first(
            "SELECT * FROM execution WHERE execution_id = ?", ExecutionRow::read, id.value());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ExecutionRow row = found.get();
    List<RecordedStep> steps =
        session.list(
            "SELECT name, value, at FROM step WHERE execution = ? ORDER BY at, name",
            step ->
                RecordedStep.of(
                    step.getString(1), step.getString(2), Instant.ofEpochMilli(step.getLong(3))),
            row.number());
    return Optional.of(
        new Entry(
            row.line(),
            row.outboundKey(),
            row.lane().name(),
            row.effectInDoubt(),
            row.aftercareAt(),
            steps,
            row.failures()));
  }

  private static List<Line> part(Session session, Query query, long end, long start, int limit)
      throws SQLException {
    String operation = query.operation().map(OperationName::label).orElse("");
    String subject = query.subject().orElse("");
    String state = query.state().map(State::name).orElse("");
    return session.list(
        PART,
        row -> ExecutionRow.read(row).line(),
        end,
        start,
        operation,
        operation,
        subject,
        subject,
        state,
        state,
        state,
        state,
        INTERRUPTED,
        state,
        INTERRUPTED,
        query.since().map(Instant::toEpochMilli).orElse(0L),
        limit);
  }

  private record Numbered(long number, Instant begunAt) {}

  private static Optional<Numbered> newestBefore(Session session, long end) throws SQLException {
    return session.first(
        "SELECT number, begun_at FROM execution WHERE number < ? ORDER BY number DESC LIMIT 1",
        row -> new Numbered(row.getLong(1), Instant.ofEpochMilli(row.getLong(2))),
        end);
  }

  private static boolean isBefore(Numbered newest, Optional<Instant> since) {
    return since.map(start -> newest.begunAt().plus(SLACK).isBefore(start)).orElse(false);
  }
}
