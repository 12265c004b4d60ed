package dev.executionworkers.adapter.out.journal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A connection as the journal uses it. Statements are prepared once and kept. Parameters may be
 * text, numbers, truth values (kept as 0 or 1), instants (kept as milliseconds) and {@link
 * Optional}s of these (empty is NULL). Belongs to one thread at a time.
 */
public final class Session implements AutoCloseable {
  private final Connection connection;
  private final Map<String, PreparedStatement> statements = new HashMap<>();

  /** A session that closes the connection when it is closed. */
  public Session(Connection connection) {
    this.connection = connection;
  }

  /** Makes something of the current row. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Takes what it wants from the current row. */
  public interface RowVisitor {
    void visit(ResultSet row) throws SQLException;
  }

  /** Runs a statement that changes rows, and tells how many. */
  public int update(String sql, Object... parameters) throws SQLException {
    return bound(sql, parameters).executeUpdate();
  }

  /** All rows of a query. */
  public <T> List<T> list(String sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      List<T> list = new ArrayList<>();
      while (rows.next()) {
        list.add(reader.read(rows));
      }
      return list;
    }
  }

  /** The first row of a query, if there is one. */
  public <T> Optional<T> first(String sql, RowReader<T> reader, Object... parameters)
      throws SQLException {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
    }
  }

  /** Shows all rows of a query, which may be many, one after the other. */
  public void each(String sql, RowVisitor visitor, Object... parameters) throws SQLException {
    try (ResultSet rows = bound(sql, parameters).executeQuery()) {
      while (rows.next()) {
        visitor.visit(rows);
      }
    }
  }

  /** The connection itself, for what is no statement. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws SQLException {
    try {
      for (PreparedStatement statement : statements.values()) {
        statement.close();
      }
    } finally {
      connection.close();
    }
  }

  private PreparedStatement bound(String sql, Object[] parameters) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int index = 0; index < parameters.length; index++) {
      bind(statement, index + 1, parameters[index]);
    }
    return statement;
  }

  private static void bind(PreparedStatement statement, int index, Object value)
      throws SQLException {
    switch (value) {
      case String text -> statement.setString(index, text);
      case Long number -> statement.setLong(index, number);
      case Integer number -> statement.setInt(index, number);
      case Boolean truth -> statement.setInt(index, truth ? 1 : 0);
      case Instant time -> statement.setLong(index, time.toEpochMilli());
      case Optional<?> maybe when maybe.isPresent() -> bind(statement, index, maybe.get());
      case Optional<?> _ -> statement.setNull(index, Types.NULL);
      default -> throw new IllegalArgumentException("no parameter: " + value.getClass());
    }
  }
}
