package dev.executionworkers.adapter.out.journal.sql;

import dev.executionworkers.adapter.out.journal.seal.Sealed;
import dev.executionworkers.adapter.out.journal.seal.Sealer;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.UnopenedSecretException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table {@code sealed_secret}. */
public final class SealedSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(SealedSecrets.class);

  private SealedSecrets() {}

  /** Keeps a secret of the execution with this number. */
  public static void put(Session session, long execution, String slot, Sealed sealed)
      throws SQLException {
    session.update(
        """
        INSERT INTO sealed_secret (execution, slot, key_id, sealed) VALUES (?, ?, ?, ?)
        ON CONFLICT (execution, slot) DO UPDATE
          SET key_id = excluded.key_id, sealed = excluded.sealed\
        """,
        execution,
        slot,
        sealed.keyId(),
        sealed.text());
  }

  /** The secret that is kept under a slot. */
  public static Optional<Sealed> get(Session session, long execution, String slot)
      throws SQLException {
    return session.first(
        "SELECT key_id, sealed FROM sealed_secret WHERE execution = ? AND slot = ?",
        row -> new Sealed(row.getString(1), row.getString(2)),
        execution,
        slot);
  }

  /** Whether any is kept of the execution. */
  public static boolean any(Session session, long execution) throws SQLException {
    return session
        .first("SELECT 1 FROM sealed_secret WHERE execution = ?", row -> true, execution)
        .orElse(false);
  }

  /** Deletes all of the execution's. */
  public static void shred(Session session, long execution) throws SQLException {
    session.update("DELETE FROM sealed_secret WHERE execution = ?", execution);
  }

  /**
   * Seals everything anew that was sealed with another than the primary key, so that the other can
   * be dropped. What no key opens is named in the log and left alone.
   *
   * @return how many
   */
  public static int sealAnew(Session session, Sealer sealer) throws SQLException {
    Set<String> missing = new TreeSet<>();
    int count = 0;
    for (Kept kept : all(session)) {
      try {
        Secret secret = sealer.open(kept.id(), kept.slot(), kept.sealed());
        if (!sealer.isCurrent(kept.sealed())) {
          count += put(session, kept, sealer.seal(kept.id(), kept.slot(), secret));
        }
      } catch (UnopenedSecretException e) {
        missing.add(kept.sealed().keyId());
      }
    }
    if (!missing.isEmpty()) {
      LOG.error(
          "the journal holds secrets sealed with keys of the ids {} that this process does not"
              + " have: the rotations they belong to wait for a start with these keys, or for an"
              + " operator who abandons them",
          missing);
    }
    return count;
  }

  private static int put(Session session, Kept kept, Sealed anew) throws SQLException {
    return session.update(
        """
        UPDATE sealed_secret SET key_id = ?, sealed = ?
        WHERE execution = ? AND slot = ? AND sealed = ?\
        """,
        anew.keyId(),
        anew.text(),
        kept.execution(),
        kept.slot(),
        kept.sealed().text());
  }

  private record Kept(long execution, ExecutionId id, String slot, Sealed sealed) {}

  private static List<Kept> all(Session session) throws SQLException {
    return session.list(
        """
        SELECT s.execution, e.execution_id, s.slot, s.key_id, s.sealed
        FROM sealed_secret s JOIN execution e ON e.number = s.execution\
        """,
        row ->
            new Kept(
                row.getLong(1),
                new ExecutionId(row.getString(2)),
                row.getString(3),
                new Sealed(row.getString(4), row.getString(5))));
  }
}
