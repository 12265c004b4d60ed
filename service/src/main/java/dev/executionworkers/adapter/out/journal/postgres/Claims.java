package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.Failures;
import dev.executionworkers.adapter.out.journal.Generations;
import dev.executionworkers.adapter.out.journal.Known;
import dev.executionworkers.adapter.out.journal.Verdict;
import dev.executionworkers.adapter.out.journal.format.CommandFormat;
import dev.executionworkers.adapter.out.journal.postgres.HeldLease.Stopwatch;
import dev.executionworkers.adapter.out.journal.postgres.HeldLeases.Taking;
import dev.executionworkers.adapter.out.journal.postgres.Statements.Leased;
import dev.executionworkers.adapter.out.journal.sql.ExecutionRow;
import dev.executionworkers.adapter.out.journal.sql.LaneTable;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Lease;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Claims, decided in the database: whoever asks under the same key, or for the same lane, is let
 * through one after the other. Thread-safe.
 */
final class Claims {
  /** Longer than the pipeline holds a lease for an attempt, so that the first needs no renewal. */
  static final Duration FIRST_LEASE = Duration.ofSeconds(75);

  private final Connections connections;
  private final HeldLeases held;
  private final String owner;

  /**
   * @param owner this process's name, which no other process ever has
   */
  Claims(Connections connections, HeldLeases held, String owner) {
    this.connections = connections;
    this.held = held;
    this.owner = owner;
  }

  Claim claim(Intent intent) {
    Stopwatch asked = new Stopwatch();
    try (Taking taking = held.taking()) {
      taking.add(intent.proposed());
      Answer answer = connections.run((session, _) -> claim(session, intent, taking));
      answer.taken().ifPresent(each -> taking.taken(each.lease(asked)));
      return answer.claim();
    }
  }

  Optional<Aftercare> lookAfter(ExecutionId id, Instant at) {
    Stopwatch asked = new Stopwatch();
    try (Taking taking = held.taking()) {
      Optional<Cared> cared = connections.run((session, _) -> lookAfter(session, id, at, taking));
      cared.ifPresent(each -> taking.taken(each.taken().lease(asked)));
      return cared.map(Cared::aftercare);
    }
  }

  /**
   * What a transaction has made ours.
   *
   * @param goesOn whether an earlier owner may have left secrets
   * @param heard what operators have asked of it before, that is none of the new owner's business
   */
  private record Taken(
      Claim.Begun begun,
      long number,
      Optional<String> lane,
      boolean goesOn,
      Failures failures,
      List<Requests.Made> heard) {

    static Taken over(Claim.Begun begun, ExecutionRow row, List<Requests.Made> heard) {
      Failures failures = new Failures(row.failures());
      return new Taken(begun, row.number(), row.lane().name(), true, failures, heard);
    }

    HeldLease lease(Stopwatch asked) {
      HeldLease lease = new HeldLease(begun.lease(), number, lane, goesOn, failures, asked);
      heard.forEach(lease::news);
      return lease;
    }
  }

  private record Answer(Claim claim, Optional<Taken> taken) {}

  private record Cared(Aftercare aftercare, Taken taken) {}

  private Answer claim(Session session, Intent intent, Taking taking) throws SQLException {
    lock(session, intent.key(), intent.lane());
    Optional<LaneTable.Row> lane = lane(session, intent.lane());
    Optional<Leased> newest =
        lane.isPresent() ? Statements.numbered(session, lane.get().newest()) : Optional.empty();
    Optional<Leased> earlier =
        intent.resumes().isPresent()
            ? Statements.find(session, intent.resumes().get())
            : Statements.newestUnder(session, intent.key());
    Verdict verdict =
        Verdict.on(
            intent,
            earlier.map(each -> known(each, taking)),
            newest.map(each -> known(each, taking)));
    return switch (verdict) {
      case Verdict.Answered(Claim.RunsElsewhere(ExecutionId same, _)) ->
          new Answer(new Claim.RunsElsewhere(same, lastFailure(earlier)), Optional.empty());
      case Verdict.Answered(Claim claim) -> {
        challenge(session, claim, newest);
        yield new Answer(claim, Optional.empty());
      }
      case Verdict.GoOn _ -> goOn(session, intent, earlier.orElseThrow().row(), taking);
      case Verdict.Begin begin -> begin(session, intent, begin, lane, newest);
    };
  }

  private static Optional<DomainError> lastFailure(Optional<Leased> running) {
    return running.flatMap(each -> Failures.last(each.row().failures()));
  }

  /** Whatever the order of two claims, the key comes before the lane. */
  private static void lock(Session session, OperationKey key, Optional<String> lane)
      throws SQLException {
    Statements.lock(session, hash(key.operation() + "|" + key.supplied() + "|" + key.value()));
    if (lane.isPresent()) {
      lockLane(session, lane.get());
    }
  }

  /** What was read of the lane from here on holds until the transaction ends. */
  static void lockLane(Session session, String lane) throws SQLException {
    Statements.lock(session, hash("lane|" + lane));
  }

  private static long hash(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }

  private static Optional<LaneTable.Row> lane(Session session, Optional<String> name)
      throws SQLException {
    return name.isPresent() ? LaneTable.find(session, name.get()) : Optional.empty();
  }

  private Known known(Leased leased, Taking taking) {
    return leased.row().known(isHeld(leased, taking));
  }

  /** What is ours and nobody here works on was taken by a commit whose answer was lost. */
  private boolean isHeld(Leased leased, Taking taking) {
    ExecutionRow row = leased.row();
    boolean forgotten =
        row.ownership().owner().equals(Optional.of(owner)) && taking.isFree(row.id());
    return leased.live() && !forgotten;
  }

  private static void challenge(Session session, Claim claim, Optional<Leased> newest)
      throws SQLException {
    if (newest.isPresent() && claim.equals(new Claim.HeldElsewhere(newest.get().row().id()))) {
      Statements.challenge(session, newest.get().row().number());
    }
  }

  /** A new execution whose commit's answer was lost has sent nothing yet. */
  private Answer goOn(Session session, Intent intent, ExecutionRow row, Taking taking)
      throws SQLException {
    taking.add(row.id());
    boolean inDoubt = row.effectInDoubt() || !row.id().equals(intent.proposed());
    Optional<Long> epoch = Statements.takeOver(session, row, owner, FIRST_LEASE, inDoubt);
    if (epoch.isEmpty()) {
      return new Answer(new Claim.RunsElsewhere(row.id()), Optional.empty());
    }
    Claim.Begun begun = begun(row, epoch.get(), inDoubt, row.lane().generation());
    return new Answer(begun, Optional.of(Taken.over(begun, row, List.of())));
  }

  private Answer begin(
      Session session,
      Intent intent,
      Verdict.Begin begin,
      Optional<LaneTable.Row> lane,
      Optional<Leased> newest)
      throws SQLException {
    long generation =
        intent.lane().isPresent()
            ? Generations.after(lane.map(LaneTable.Row::generation).orElse(0L), intent.at())
            : 0;
    boolean shared =
        newest.map(each -> !each.row().subject().equals(intent.command().subject())).orElse(false);
    ExecutionRow row =
        ExecutionRow.begun(
            0,
            intent,
            CommandFormat.write(intent.command()),
            begin.outboundKey(),
            begin.effectInDoubt(),
            new ExecutionRow.Lane(intent.lane(), generation, shared));
    long number = Statements.insert(session, row, owner, FIRST_LEASE);
    if (intent.lane().isPresent()) {
      LaneTable.enter(session, intent.lane().get(), generation, number);
    }
    Claim.Begun begun = begun(row, 1, row.effectInDoubt(), generation);
    Failures none = new Failures(List.of());
    return new Answer(
        begun, Optional.of(new Taken(begun, number, intent.lane(), false, none, List.of())));
  }

  private Optional<Cared> lookAfter(Session session, ExecutionId id, Instant at, Taking taking)
      throws SQLException {
    Optional<String> lane = Statements.find(session, id).flatMap(each -> each.row().lane().name());
    if (lane.isPresent()) {
      lockLane(session, lane.get());
    }
    Optional<ExecutionRow> due =
        Statements.find(session, id)
            .filter(each -> !isHeld(each, taking))
            .map(Leased::row)
            .filter(row -> row.aftercareAt().map(time -> !time.isAfter(at)).orElse(false));
    return due.isPresent() ? careFor(session, due.get(), at, taking) : Optional.empty();
  }

  private Optional<Cared> careFor(Session session, ExecutionRow row, Instant at, Taking taking)
      throws SQLException {
    Optional<LaneTable.Row> lane = lane(session, row.lane().name());
    if (lane.isPresent() && isBusyBeside(session, lane.get(), row)) {
      return Optional.empty();
    }
    taking.add(row.id());
    Optional<Long> epoch = Statements.takeOver(session, row, owner, FIRST_LEASE, false);
    if (epoch.isEmpty()) {
      return Optional.empty();
    }
    long generation = row.lane().generation();
    if (lane.isPresent()) {
      generation = Generations.after(lane.get().generation(), at);
      LaneTable.raise(session, row.lane().name().orElseThrow(), generation);
    }
    boolean newest = lane.map(each -> each.newest() == row.number()).orElse(true);
    Claim.Begun begun = begun(row, epoch.get(), row.effectInDoubt(), generation);
    Known.End end = row.end().orElseThrow();
    return Optional.of(
        new Cared(
            new Aftercare(begun, newest, end.outcome(), end.at()),
            Taken.over(begun, row, Requests.of(session, List.of(row.number())))));
  }

  /** Whether another than this one is unfinished in the lane. */
  private static boolean isBusyBeside(Session session, LaneTable.Row lane, ExecutionRow row)
      throws SQLException {
    return lane.newest() != row.number()
        && Statements.numbered(session, lane.newest())
            .filter(newest -> newest.row().end().isEmpty())
            .isPresent();
  }

  private static Claim.Begun begun(
      ExecutionRow row, long epoch, boolean effectInDoubt, long generation) {
    return new Claim.Begun(
        new Lease(row.id(), epoch),
        row.outboundKey(),
        effectInDoubt,
        generation,
        row.lane().shared());
  }
}
