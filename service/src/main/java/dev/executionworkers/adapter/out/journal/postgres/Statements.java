package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.format.FailuresFormat;
import dev.executionworkers.adapter.out.journal.format.OutcomeFormat;
import dev.executionworkers.adapter.out.journal.sql.ExecutionRow;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Ending;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The statements that change and find executions. Leases are measured by the database's clock, and
 * whatever a lease is needed for is done only while it is the execution's: {@code lease_until} is 0
 * once it was given back.
 */
final class Statements {
  private static final String NOW = "(extract(epoch from clock_timestamp()) * 1000)::bigint";
  private static final String LIVE = "SELECT *, lease_until > " + NOW + " AS live FROM execution ";
  private static final String OWNED = " lease_owner = ? AND lease_epoch = ? AND lease_until > 0";

  private Statements() {}

  /** A row, and whether somebody's lease on it lasts. */
  record Leased(ExecutionRow row, boolean live) {}

  /** What time it is by the database's clock. */
  static Instant now(Session session) throws SQLException {
    return session
        .first("SELECT " + NOW, row -> Instant.ofEpochMilli(row.getLong(1)))
        .orElseThrow();
  }

  /** Lets one transaction at a time through that asks for the same. */
  static void lock(Session session, long what) throws SQLException {
    session.first("SELECT pg_advisory_xact_lock(?)", _ -> true, what);
  }

  /** What is unfinished under the key, or else the newest that was finished. */
  static Optional<Leased> newestUnder(Session session, OperationKey key) throws SQLException {
    return key.supplied()
        ? first(
            session,
            "WHERE operation = ? AND supplied_key = ? ORDER BY number DESC LIMIT 1",
            key.operation().label(),
            key.value())
        : newestOf(session, key.value());
  }

  private static Optional<Leased> newestOf(Session session, String fingerprint)
      throws SQLException {
    return session.first(
        "("
            + LIVE
            + "WHERE fingerprint = ? AND finished_at IS NULL AND supplied_key IS NULL)"
            + " UNION ALL ("
            + LIVE
            + "WHERE fingerprint = ? AND finished_at IS NOT NULL AND kept_millis > 0"
            + " AND supplied_key IS NULL ORDER BY number DESC LIMIT 1)"
            + " ORDER BY number DESC LIMIT 1",
        Statements::leased,
        fingerprint,
        fingerprint);
  }

  static Optional<Leased> numbered(Session session, long number) throws SQLException {
    return first(session, "WHERE number = ?", number);
  }

  /** What has passed its point of no return and is not over; nobody ends it meanwhile. */
  static Optional<ExecutionRow> pending(Session session, ExecutionId id) throws SQLException {
    return session.first(
        "SELECT * FROM execution WHERE execution_id = ? AND (finished_at IS NULL OR lease_until > "
            + NOW
            + ") AND EXISTS (SELECT 1 FROM step WHERE step.execution = number AND name = ?)"
            + " FOR UPDATE",
        ExecutionRow::read,
        id.value(),
        Journal.POINT_OF_NO_RETURN);
  }

  static Optional<Leased> find(Session session, ExecutionId id) throws SQLException {
    return first(session, "WHERE execution_id = ?", id.value());
  }

  /** Adds an execution of ours, and tells its number. */
  static long insert(Session session, ExecutionRow row, String owner, Duration lease)
      throws SQLException {
    return session
        .first(
            """
            INSERT INTO execution (execution_id, operation, supplied_key, fingerprint,
              outbound_key, subject, command, lane, generation, lane_shared, effect_in_doubt,
              kept_millis, begun_at, lease_owner, lease_epoch, lease_until)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ? + NOW) RETURNING number\
            """
                .replace("NOW", NOW),
            inserted -> inserted.getLong(1),
            row.id().value(),
            row.operation().label(),
            row.suppliedKey(),
            row.fingerprint().hex(),
            row.outboundKey(),
            row.subject(),
            row.commandText(),
            row.lane().name(),
            row.lane().generation(),
            row.lane().shared(),
            row.effectInDoubt(),
            row.kept().toMillis(),
            row.begunAt(),
            owner,
            lease.toMillis())
        .orElseThrow(() -> new SQLException("nothing was inserted"));
  }

  /**
   * Makes an execution ours that was somebody's under this epoch, if nothing has changed since.
   *
   * @param inDoubt whether its effect is in doubt from now on
   * @return the new epoch
   */
  static Optional<Long> takeOver(
      Session session, ExecutionRow row, String owner, Duration lease, boolean inDoubt)
      throws SQLException {
    return session.first(
        """
        UPDATE execution SET lease_owner = ?, lease_epoch = lease_epoch + 1,
          lease_until = ? + NOW, challenged = 0,
          effect_in_doubt = CASE WHEN ? = 1 THEN 1 ELSE effect_in_doubt END
        WHERE number = ? AND lease_epoch = ? RETURNING lease_epoch\
        """
            .replace("NOW", NOW),
        updated -> updated.getLong(1),
        owner,
        lease.toMillis(),
        inDoubt,
        row.number(),
        row.ownership().epoch());
  }

  /** Makes it last, and tells whether another waits for the lane; empty when it is not ours. */
  static Optional<Boolean> renew(Session session, HeldLease lease, String owner, Duration hold)
      throws SQLException {
    return session.first(
        """
        UPDATE execution SET lease_until = greatest(execution.lease_until, ? + NOW),
          challenged = 0, failures = ?
        FROM (SELECT number AS was, challenged AS waited FROM execution WHERE number = ? FOR UPDATE)
          AS before
        WHERE number = was AND OWNED RETURNING waited\
        """
            .replace("OWNED", OWNED)
            .replace("NOW", NOW),
        row -> row.getInt(1) != 0,
        hold.toMillis(),
        FailuresFormat.write(lease.failures().all()),
        lease.number(),
        owner,
        lease.lease().epoch());
  }

  /** What a step leaves, and when. */
  record Step(String name, String value, Instant at) {}

  static int record(Session session, long number, Step step) throws SQLException {
    return session.update(
        """
        INSERT INTO step (execution, name, value, at) VALUES (?, ?, ?, ?)
        ON CONFLICT (execution, name) DO UPDATE SET value = excluded.value, at = excluded.at\
        """,
        number,
        step.name(),
        step.value(),
        step.at());
  }

  /** Whoever holds the execution shall hear that another waits for its lane. */
  static void challenge(Session session, long number) throws SQLException {
    session.update(
        "UPDATE execution SET challenged = 1 WHERE number = ? AND challenged = 0", number);
  }

  static boolean finish(Session session, HeldLease lease, String owner, Ending ending)
      throws SQLException {
    return session.update(
            "UPDATE execution SET finished_at = ?, outcome = ?, error_code = ?, failures = ?,"
                + " effect_in_doubt = ?, aftercare_at = ?, lease_until = 0"
                + " WHERE number = ? AND finished_at IS NULL AND"
                + OWNED,
            ending.event().at(),
            OutcomeFormat.write(ending.outcome()),
            ending.event().errorCode(),
            FailuresFormat.write(lease.failures().all()),
            ending.effectInDoubt(),
            ending.aftercare(),
            lease.number(),
            owner,
            lease.lease().epoch())
        == 1;
  }

  static boolean setAftercare(
      Session session, HeldLease lease, String owner, Optional<Instant> again) throws SQLException {
    return session.update(
            "UPDATE execution SET aftercare_at = ?, failures = ?, lease_until = 0"
                + " WHERE number = ? AND"
                + OWNED,
            again,
            FailuresFormat.write(lease.failures().all()),
            lease.number(),
            owner,
            lease.lease().epoch())
        == 1;
  }

  static boolean release(Session session, HeldLease lease, String owner) throws SQLException {
    return session.update(
            "UPDATE execution SET lease_until = 0, failures = ? WHERE number = ? AND" + OWNED,
            FailuresFormat.write(lease.failures().all()),
            lease.number(),
            owner,
            lease.lease().epoch())
        == 1;
  }

  /** Whether the execution is ours; nobody can take it before the transaction ends. */
  static boolean own(Session session, HeldLease lease, String owner) throws SQLException {
    return session
        .first(
            "SELECT 1 FROM execution WHERE number = ? AND" + OWNED + " FOR UPDATE",
            _ -> true,
            lease.number(),
            owner,
            lease.lease().epoch())
        .orElse(false);
  }

  /** Whether we were the last to own it, and gave it back by ending what we did. */
  static boolean wasEndedBy(Session session, HeldLease lease, String owner) throws SQLException {
    return session
        .first(
            """
            SELECT 1 FROM execution WHERE number = ? AND lease_owner = ? AND lease_epoch = ?
              AND lease_until = 0\
            """,
            _ -> true,
            lease.number(),
            owner,
            lease.lease().epoch())
        .orElse(false);
  }

  /** Both cases of the key are named, else neither partial index is used: see V2. */
  static List<ExecutionRow> orphans(Session session, int limit) throws SQLException {
    return session.list(
        """
        SELECT * FROM execution WHERE finished_at IS NULL AND lease_until <= NOW
          AND (supplied_key IS NULL OR supplied_key IS NOT NULL)
        ORDER BY lane IS NULL, begun_at, number LIMIT ?\
        """
            .replace("NOW", NOW),
        ExecutionRow::read,
        limit);
  }

  static List<ExecutionRow> due(Session session, Instant now, int limit) throws SQLException {
    return session.list(
        """
        SELECT * FROM execution AS due WHERE aftercare_at <= ? AND lease_until <= NOW
          AND NOT EXISTS (SELECT 1 FROM lane JOIN execution ON number = newest
            WHERE name = due.lane AND execution.finished_at IS NULL)
        ORDER BY begun_at, number LIMIT ?\
        """
            .replace("NOW", NOW),
        ExecutionRow::read,
        now,
        limit);
  }

  private static Optional<Leased> first(Session session, String condition, Object... parameters)
      throws SQLException {
    return session.first(LIVE + condition, Statements::leased, parameters);
  }

  private static Leased leased(ResultSet row) throws SQLException {
    return new Leased(ExecutionRow.read(row), row.getBoolean("live"));
  }
}
