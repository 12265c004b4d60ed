package dev.executionworkers.adapter.out.journal.sql;

import dev.executionworkers.adapter.out.journal.Known;
import dev.executionworkers.adapter.out.journal.format.CommandFormat;
import dev.executionworkers.adapter.out.journal.format.FailuresFormat;
import dev.executionworkers.adapter.out.journal.format.OutcomeFormat;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Fingerprint;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Unfinished;
import dev.executionworkers.port.out.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A row of the table {@code execution}, as it stands there. What is JSON in it is read on demand.
 */
public record ExecutionRow(
    long number,
    ExecutionId id,
    OperationName operation,
    Optional<String> suppliedKey,
    Fingerprint fingerprint,
    String outboundKey,
    String subject,
    String commandText,
    Lane lane,
    boolean effectInDoubt,
    Duration kept,
    Instant begunAt,
    Ending ending,
    Optional<Instant> aftercareAt,
    Ownership ownership) {
  private static final Map<String, OperationName> OPERATIONS =
      Arrays.stream(OperationName.values())
          .collect(Collectors.toMap(OperationName::label, Function.identity()));

  /** Its place in a lane, if it has one. */
  public record Lane(Optional<String> name, long generation, boolean shared) {}

  /** What stands there of its end. */
  public record Ending(
      Optional<Instant> at, Optional<String> outcomeText, Optional<String> failuresText) {}

  /** Which replica owns it, and until when. */
  public record Ownership(
      Optional<String> owner, long epoch, long untilEpochMilli, boolean challenged) {}

  /**
   * A row to be inserted.
   *
   * @param commandText the intent's command as {@link CommandFormat} writes it
   */
  public static ExecutionRow begun(
      long number,
      Intent intent,
      String commandText,
      String outboundKey,
      boolean effectInDoubt,
      Lane lane) {
    Command command = intent.command();
    return new ExecutionRow(
        number,
        intent.proposed(),
        command.operation(),
        intent.key().supplied() ? Optional.of(intent.key().value()) : Optional.empty(),
        intent.fingerprint(),
        outboundKey,
        command.subject(),
        commandText,
        lane,
        effectInDoubt,
        intent.replay().longest(),
        intent.at(),
        new Ending(Optional.empty(), Optional.empty(), Optional.empty()),
        Optional.empty(),
        new Ownership(Optional.empty(), 0, 0, false));
  }

  /** Reads the current row of a {@code SELECT *}. */
  public static ExecutionRow read(ResultSet row) throws SQLException {
    return new ExecutionRow(
        row.getLong("number"),
        new ExecutionId(row.getString("execution_id")),
        operation(row.getString("operation")),
        text(row, "supplied_key"),
        new Fingerprint(row.getString("fingerprint")),
        row.getString("outbound_key"),
        row.getString("subject"),
        row.getString("command"),
        new Lane(text(row, "lane"), row.getLong("generation"), row.getInt("lane_shared") != 0),
        row.getInt("effect_in_doubt") != 0,
        Duration.ofMillis(row.getLong("kept_millis")),
        Instant.ofEpochMilli(row.getLong("begun_at")),
        new Ending(time(row, "finished_at"), text(row, "outcome"), text(row, "failures")),
        time(row, "aftercare_at"),
        new Ownership(
            text(row, "lease_owner"),
            row.getLong("lease_epoch"),
            row.getLong("lease_until"),
            row.getInt("challenged") != 0));
  }

  /** By what a repeated request is known. */
  public OperationKey key() {
    return suppliedKey
        .map(key -> new OperationKey(operation, key, true))
        .orElseGet(() -> new OperationKey(operation, fingerprint.hex(), false));
  }

  /** What was asked for. */
  public Command command() {
    return CommandFormat.read(operation, commandText);
  }

  /** How it ended; empty while it is unfinished. */
  public Optional<Known.End> end() {
    return ending
        .at()
        .flatMap(
            at -> ending.outcomeText().map(text -> new Known.End(OutcomeFormat.read(text), at)));
  }

  /** The steps of which attempts failed. */
  public List<Ledger.StepFailures> failures() {
    return ending.failuresText().map(FailuresFormat::read).orElse(List.of());
  }

  /**
   * As far as a claim depends on it.
   *
   * @param held whether it has a live owner
   */
  public Known known(boolean held) {
    return new Known(id, key(), fingerprint, outboundKey, effectInDoubt, held, end());
  }

  /** As something to be taken up. */
  public Unfinished unfinished() {
    return new Unfinished(id, key(), command(), lane.name(), begunAt);
  }

  /** In short. */
  public Ledger.Line line() {
    return new Ledger.Line(
        number, id, operation, subject, begunAt, ending.at(), end().map(Known.End::outcome));
  }

  private static OperationName operation(String label) throws SQLException {
    OperationName operation = OPERATIONS.get(label);
    if (operation == null) {
      throw new SQLException("the journal holds an operation that this version does not know");
    }
    return operation;
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
