package dev.executionworkers.adapter.out.journal.sql;

import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.Pace.Write;
import dev.executionworkers.domain.policy.PeerBlock;
import dev.executionworkers.domain.policy.PeerUsage;
import dev.executionworkers.port.out.PeerLimits.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tables {@code peer_block} and {@code peer_write}. What changes them goes through {@link
 * #alone} first. See {@link dev.executionworkers.port.out.PeerLimits}.
 */
public final class PeerLimitsTable {
  private PeerLimitsTable() {}

  /** Lets one transaction at a time through that changes what is known of the account. */
  public static void alone(Session session, String account) throws SQLException {
    session.update(
        """
        INSERT INTO peer_block (account, blocked_from, blocked_until, told) VALUES (?, 0, 0, 1)
        ON CONFLICT (account) DO UPDATE SET told = peer_block.told\
        """,
        account);
  }

  /** What is known of the account. */
  public static PeerUsage usage(Session session, String account, Duration memory, Instant now)
      throws SQLException {
    return new PeerUsage(
        now,
        block(session, account),
        session.list(
            "SELECT begun_at, ended_at FROM peer_write WHERE account = ? AND ended_at > ?",
            row -> new Write(instant(row, 1), instant(row, 2)),
            account,
            now.minus(memory)));
  }

  /** For how much longer each account is to be left alone that is. */
  public static Map<String, Duration> blocked(Session session, Instant now) throws SQLException {
    Map<String, Duration> blocked = new HashMap<>();
    session.each(
        """
        SELECT blocked_from, blocked_until, told, account FROM peer_block
        WHERE blocked_until > ?\
        """,
        row -> {
          PeerBlock block = block(row);
          if (block.lastsAt(now)) {
            blocked.put(row.getString(4), Duration.between(now, block.until()));
          }
        },
        now);
    return blocked;
  }

  /** The turn, if it is free. */
  public static Turn take(Session session, String account, Pace pace, Duration hold, Instant now)
      throws SQLException {
    Duration wait = usage(session, account, pace.memory(), now).untilTurn(pace, hold);
    if (wait.isPositive()) {
      return new Turn.Later(wait);
    }
    // The last one stays, so that its number is not given again.
    session.update(
        """
        DELETE FROM peer_write WHERE account = ? AND ended_at <= ?
        AND number < (SELECT max(number) FROM peer_write)\
        """,
        account,
        now.minus(pace.memory()));
    return session
        .first(
            """
            INSERT INTO peer_write (account, begun_at, ended_at) VALUES (?, ?, ?)
            RETURNING number\
            """,
            row -> new Turn.Taken(row.getLong(1)),
            account,
            now,
            now.plus(hold))
        .orElseThrow();
  }

  /** The write has ended. */
  public static boolean end(Session session, Turn.Taken turn, Instant now) throws SQLException {
    return session.update(
            "UPDATE peer_write SET ended_at = ? WHERE number = ? AND ended_at > ?",
            now,
            turn.number(),
            now)
        > 0;
  }

  /** Whoever writes now is no more: what was sent comes to its end soon. */
  public static boolean endAll(Session session, Instant by) throws SQLException {
    return session.update("UPDATE peer_write SET ended_at = ? WHERE ended_at > ?", by, by) > 0;
  }

  /** One more sign to leave the peer alone; tells for how long it is. */
  public static Duration block(
      Session session, String account, Optional<Duration> told, Instant now) throws SQLException {
    PeerBlock block = PeerBlock.after(block(session, account), told, now);
    session.update(
        """
        UPDATE peer_block SET blocked_from = ?, blocked_until = ?, told = ? WHERE account = ?\
        """,
        block.from(),
        block.until(),
        block.told(),
        account);
    return Duration.between(now, block.until());
  }

  private static Optional<PeerBlock> block(Session session, String account) throws SQLException {
    return session.first(
        """
        SELECT blocked_from, blocked_until, told FROM peer_block
        WHERE account = ? AND blocked_until > 0\
        """,
        PeerLimitsTable::block,
        account);
  }

  private static PeerBlock block(ResultSet row) throws SQLException {
    return new PeerBlock(instant(row, 1), instant(row, 2), row.getInt(3) == 1);
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }
}
