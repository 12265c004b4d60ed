package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.sql.PeerLimitsTable;
import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.PeerUsage;
import dev.executionworkers.port.out.PeerLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The limits in a PostgreSQL that replicas share, by the database's clock. Thread-safe. */
final class PostgresPeerLimits implements PeerLimits {
  private final Connections connections;

  PostgresPeerLimits(Connections connections) {
    this.connections = connections;
  }

  @Override
  public PeerUsage usage(String account, Duration memory) {
    return connections.run(
        (session, _) -> PeerLimitsTable.usage(session, account, memory, Statements.now(session)));
  }

  @Override
  public Map<String, Duration> blocked() {
    return connections.run(
        (session, _) -> PeerLimitsTable.blocked(session, Statements.now(session)));
  }

  /** When the answer to the commit was lost, the turn is taken and nobody's until its hold ends. */
  @Override
  public Turn take(String account, Pace pace, Duration hold) {
    return connections.run((session, _) -> {
      PeerLimitsTable.alone(session, account);
      return PeerLimitsTable.take(session, account, pace, hold, Statements.now(session));
    });
  }

  @Override
  public void end(Turn.Taken turn) {
    connections.run((session, _) -> PeerLimitsTable.end(session, turn, Statements.now(session)));
  }

  @Override
  public Duration block(String account, Optional<Duration> told) {
    return connections.run((session, _) -> {
      PeerLimitsTable.alone(session, account);
      return PeerLimitsTable.block(session, account, told, Statements.now(session));
    });
  }
}
