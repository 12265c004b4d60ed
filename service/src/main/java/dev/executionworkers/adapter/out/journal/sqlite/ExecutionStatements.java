package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.format.FailuresFormat;
import dev.executionworkers.adapter.out.journal.sql.ExecutionRow;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.port.out.Journal.Ending;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that change and find executions. */
final class ExecutionStatements {
  private ExecutionStatements() {}

  /** Each parameter costs a call into SQLite, so what is as usual is left to the defaults. */
  static void insert(Session session, ExecutionRow row) throws SQLException {
    session.update(
        """
        INSERT INTO execution (number, execution_id, operation, supplied_key, fingerprint,
          outbound_key, subject, command, kept_millis, begun_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        row.number(),
        row.id().value(),
        row.operation().label(),
        row.suppliedKey(),
        row.fingerprint().hex(),
        row.outboundKey(),
        row.subject(),
        row.commandText(),
        row.kept().toMillis(),
        row.begunAt());
    if (row.lane().name().isPresent() || row.effectInDoubt()) {
      session.update(
          """
          UPDATE execution SET lane = ?, generation = ?, lane_shared = ?, effect_in_doubt = ?
          WHERE number = ?\
          """,
          row.lane().name(),
          row.lane().generation(),
          row.lane().shared(),
          row.effectInDoubt(),
          row.number());
    }
  }

  static void finish(Session session, LiveExecution execution, Ending ending, String outcomeText)
      throws SQLException {
    Optional<String> failures = FailuresFormat.write(execution.failures().all());
    session.update(
        "UPDATE execution SET finished_at = ?, outcome = ?, room = NULL WHERE number = ?",
        ending.event().at(),
        outcomeText,
        execution.number());
    if (ending.event().errorCode().isPresent()
        || failures.isPresent()
        || ending.aftercare().isPresent()
        || ending.effectInDoubt() != execution.row().effectInDoubt()) {
      session.update(
          """
          UPDATE execution SET error_code = ?, failures = ?, effect_in_doubt = ?, aftercare_at = ?
          WHERE number = ?\
          """,
          ending.event().errorCode(),
          failures,
          ending.effectInDoubt(),
          ending.aftercare(),
          execution.number());
    }
  }

  static void setAftercare(Session session, LiveExecution execution, Optional<Instant> at)
      throws SQLException {
    session.update(
        "UPDATE execution SET aftercare_at = ?, failures = ? WHERE number = ?",
        at,
        FailuresFormat.write(execution.failures().all()),
        execution.number());
  }

  static Optional<ExecutionRow> numbered(Session session, long number) throws SQLException {
    return session.first("SELECT * FROM execution WHERE number = ?", ExecutionRow::read, number);
  }

  static Optional<ExecutionRow> identified(Session session, ExecutionId id) throws SQLException {
    return session.first(
        "SELECT * FROM execution WHERE execution_id = ?", ExecutionRow::read, id.value());
  }

  /** The newest under a key that a caller chose. */
  static Optional<ExecutionRow> newestUnder(Session session, OperationKey key) throws SQLException {
    return session.first(
        """
        SELECT * FROM execution WHERE operation = ? AND supplied_key = ?
        ORDER BY number DESC LIMIT 1\
        """,
        ExecutionRow::read,
        key.operation().label(),
        key.value());
  }

  /** What is unfinished, or to be looked after. */
  static List<ExecutionRow> live(Session session) throws SQLException {
    List<ExecutionRow> rows = new ArrayList<>();
    // One query for each partial index: together they would read the whole table.
    for (String condition :
        List.of(
            "finished_at IS NULL AND supplied_key IS NULL",
            "finished_at IS NULL AND supplied_key IS NOT NULL",
            "aftercare_at IS NOT NULL")) {
      rows.addAll(session.list("SELECT * FROM execution WHERE " + condition, ExecutionRow::read));
    }
    return rows;
  }

  static long lastNumber(Session session) throws SQLException {
    return session
        .first("SELECT coalesce(max(number), 0) FROM execution", row -> row.getLong(1))
        .orElse(0L);
  }

  static void record(
      Session session, LiveExecution execution, String step, String value, Instant at)
      throws SQLException {
    session.update(
        """
        INSERT INTO step (execution, name, value, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (execution, name) DO UPDATE SET value = excluded.value, at = excluded.at\
        """,
        execution.number(),
        step,
        value,
        at);
  }

  /** What the execution's steps left. */
  static void recall(Session session, LiveExecution execution) throws SQLException {
    session.list(
        "SELECT name, value FROM step WHERE execution = ?",
        row -> execution.steps().put(row.getString(1), row.getString(2)) == null,
        execution.number());
  }
}
