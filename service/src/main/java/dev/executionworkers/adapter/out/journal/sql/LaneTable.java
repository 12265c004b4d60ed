package dev.executionworkers.adapter.out.journal.sql;

import java.sql.SQLException;
import java.util.Optional;

/** The statements on the table {@code lane}. */
public final class LaneTable {
  private LaneTable() {}

  /**
   * A lane as it stands there.
   *
   * @param newest the number of its newest execution; 0 when it has none
   * @param newestBefore of the one before that; 0 when there is none, or it does not matter
   */
  public record Row(long generation, long newest, long newestBefore) {}

  /** The lane of that name, if anything was ever in it. */
  public static Optional<Row> find(Session session, String name) throws SQLException {
    return session.first(
        "SELECT generation, newest, newest_before FROM lane WHERE name = ?",
        row -> new Row(row.getLong(1), row.getLong(2), row.getLong(3)),
        name);
  }

  /** The execution of this number becomes the lane's newest. */
  public static void enter(Session session, String name, long generation, long number)
      throws SQLException {
    session.update(
        """
        INSERT INTO lane (name, generation, newest) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET newest_before = lane.newest,
          generation = excluded.generation, newest = excluded.newest\
        """,
        name,
        generation,
        number);
  }

  /** It has touched nothing: the lane's newest is the one before it again. */
  public static void neverEntered(Session session, String name, long number) throws SQLException {
    session.update(
        "UPDATE lane SET newest = newest_before, newest_before = 0 WHERE name = ? AND newest = ?",
        name,
        number);
  }

  /** Raises the generation alone. */
  public static void raise(Session session, String name, long generation) throws SQLException {
    session.update("UPDATE lane SET generation = ? WHERE name = ?", generation, name);
  }
}
