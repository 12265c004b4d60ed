package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.sql.PeerLimitsTable;
import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.PeerUsage;
import dev.executionworkers.port.out.PeerLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The limits in an embedded SQLite, for one process. Thread-safe. */
final class SqlitePeerLimits implements PeerLimits {
  private final OpenFile file;
  private final Writer writer;

  SqlitePeerLimits(OpenFile file) {
    this.file = file;
    this.writer = file.writer();
  }

  @Override
  public PeerUsage usage(String account, Duration memory) {
    writer.check();
    return file.read(session -> PeerLimitsTable.usage(session, account, memory, file.now()));
  }

  @Override
  public Map<String, Duration> blocked() {
    writer.check();
    return file.read(session -> PeerLimitsTable.blocked(session, file.now()));
  }

  @Override
  public Turn take(String account, Pace pace, Duration hold) {
    return writer.ask(session -> PeerLimitsTable.take(session, account, pace, hold, file.now()));
  }

  @Override
  public void end(Turn.Taken turn) {
    writer.ask(session -> PeerLimitsTable.end(session, turn, file.now()));
  }

  @Override
  public Duration block(String account, Optional<Duration> told) {
    return writer.ask(session -> {
      PeerLimitsTable.alone(session, account);
      return PeerLimitsTable.block(session, account, told, file.now());
    });
  }
}
