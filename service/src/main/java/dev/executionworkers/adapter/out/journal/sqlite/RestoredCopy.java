package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.Generations;
import dev.executionworkers.adapter.out.journal.sql.ExecutionRow;
import dev.executionworkers.adapter.out.journal.sql.LaneTable;
import dev.executionworkers.adapter.out.journal.sql.SealedSecrets;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Ledger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A copy that a backup made, and that has taken the journal's place. What has happened since is not
 * in it, so what it says of a rotation that was not over may be long untrue: another token may have
 * been set and handed on under a higher generation, and one handed on under the old would be
 * ignored by the bindings while the robot has it.
 *
 * <p>So such a rotation begins anew: under an id, an outbound key and a generation that nobody has
 * seen, with a token that nobody has had, and as one that must be finished. So does one that has
 * failed by making way and may be taken up again. One that has succeeded and still waits for its
 * last proof is proved at once.
 */
final class RestoredCopy {
  private static final Logger LOG = LoggerFactory.getLogger(RestoredCopy.class);

  private RestoredCopy() {}

  /** Has a copy know that it is one. SQLite keeps this number for its users, and copies it. */
  static void mark(Session copy) throws SQLException {
    copy.update("PRAGMA user_version = 1");
  }

  /** Makes a journal of a marked copy; anything else it leaves as it is. */
  static void settle(Session session, Instant now) throws SQLException {
    boolean marked = session.first("PRAGMA user_version", row -> row.getInt(1) != 0).orElse(false);
    if (!marked) {
      return;
    }
    session.update("BEGIN IMMEDIATE");
    List<ExecutionRow> pending =
        session.list(
            """
            SELECT * FROM execution WHERE lane IS NOT NULL
              AND (finished_at IS NULL OR (aftercare_at IS NOT NULL AND error_code IS NOT NULL))
            ORDER BY number\
            """,
            ExecutionRow::read);
    for (ExecutionRow row : pending) {
      beginAnew(session, row, now);
    }
    session.update(
        """
        UPDATE execution SET aftercare_at = ?
        WHERE aftercare_at IS NOT NULL AND error_code IS NULL\
        """,
        now);
    session.update("PRAGMA user_version = 0");
    session.update("COMMIT");
    LOG.warn(
        "the journal is a restored backup: what was done since it was made is not in it;"
            + " {} rotations that were pending in it are made anew",
        pending.size());
  }

  private static void beginAnew(Session session, ExecutionRow row, Instant now)
      throws SQLException {
    String id = UUID.randomUUID().toString();
    String lane = row.lane().name().orElseThrow();
    long generation =
        Generations.after(
            LaneTable.find(session, lane).map(LaneTable.Row::generation).orElse(0L), now);
    forget(session, row, now);
    session.update(
        """
        UPDATE execution
        SET execution_id = ?, outbound_key = ?, generation = ?, effect_in_doubt = 1
        WHERE number = ?\
        """,
        id,
        id,
        generation,
        row.number());
    LaneTable.raise(session, lane, generation);
    LOG.atWarn()
        .addKeyValue("operationId", id)
        .addKeyValue("subject", row.subject())
        .log("a rotation that was pending in the restored backup is made anew");
  }

  /** All but what operators have asked for; how far it had come is taken as past all return. */
  private static void forget(Session session, ExecutionRow row, Instant now) throws SQLException {
    SealedSecrets.shred(session, row.number());
    session.update(
        "DELETE FROM step WHERE execution = ? AND name NOT IN (?, ?)",
        row.number(),
        Ledger.Request.RETRY.step(),
        Ledger.Request.ABANDON.step());
    session.update(
        "INSERT INTO step (execution, name, value, at) VALUES (?, ?, '', ?)",
        row.number(),
        Journal.POINT_OF_NO_RETURN,
        now);
  }
}
