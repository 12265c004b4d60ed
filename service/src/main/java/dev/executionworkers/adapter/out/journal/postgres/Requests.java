package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.sql.ExecutionRow;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Requested;
import dev.executionworkers.port.out.Ledger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What operators ask of executions: a step each, recorded by whichever replica they have met. */
final class Requests {
  private static final Map<String, Ledger.Request> BY_STEP =
      Arrays.stream(Ledger.Request.values())
          .collect(Collectors.toMap(Ledger.Request::step, Function.identity()));
  private static final String STEPS =
      BY_STEP.keySet().stream().collect(Collectors.joining("', '", "'", "'"));

  private final Connections connections;
  private final HeldLeases held;

  Requests(Connections connections, HeldLeases held) {
    this.connections = connections;
    this.held = held;
  }

  /** A request as it stands there; a later one of its kind takes its place. */
  record Made(long number, Ledger.Request request, Instant at) {}

  /** Records it if the execution is pending, and tells what that is about. */
  Optional<Command> record(ExecutionId id, Statements.Step step) {
    return connections.run((session, _) -> {
      Optional<ExecutionRow> pending = Statements.pending(session, id);
      if (pending.isPresent()) {
        Statements.record(session, pending.get().number(), step);
      }
      return pending.map(ExecutionRow::command);
    });
  }

  /** What was asked of these since it was last read. */
  List<Requested> news(Collection<Lease> leases) {
    Map<Long, HeldLease> mine =
        leases.stream()
            .flatMap(lease -> held.find(lease).stream())
            .collect(Collectors.toMap(HeldLease::number, Function.identity()));
    if (mine.isEmpty()) {
      return List.of();
    }
    List<Made> made = connections.run((session, _) -> of(session, mine.keySet()));
    return made.stream()
        .flatMap(each ->
            Optional.ofNullable(mine.get(each.number()))
                .flatMap(lease -> lease.news(each))
                .stream())
        .toList();
  }

  /** All that was ever asked of these. */
  static List<Made> of(Session session, Collection<Long> numbers) throws SQLException {
    return session.list(
        "SELECT execution, name, at FROM step WHERE name IN ("
            + STEPS
            + ") AND execution = ANY (string_to_array(?, ',')::bigint[]) ORDER BY at",
        row ->
            new Made(
                row.getLong(1),
                Optional.ofNullable(BY_STEP.get(row.getString(2))).orElseThrow(),
                Instant.ofEpochMilli(row.getLong(3))),
        numbers.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }
}
