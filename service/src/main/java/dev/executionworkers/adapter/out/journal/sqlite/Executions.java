package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.Known;
import dev.executionworkers.adapter.out.journal.Verdict;
import dev.executionworkers.adapter.out.journal.sql.ExecutionRow;
import dev.executionworkers.adapter.out.journal.sql.LaneTable;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Ending;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.LeaseLostException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this process knows of the executions in its file, and the rules by which they change. What
 * changes here changes in the same transaction there. Everything but {@link #held}, {@link #find}
 * and {@link #all} belongs to the writer's thread.
 *
 * <p>An execution without a lane and without a key of its caller's costs one insert and one update.
 */
final class Executions {
  private final Map<ExecutionId, LiveExecution> live = new ConcurrentHashMap<>();
  private final Map<OperationKey, LiveExecution> unfinished = new HashMap<>();
  private final Map<String, Lane> lanes = new HashMap<>();
  private final RecentKeys recent = new RecentKeys();
  private long lastNumber;
  private long lastEpoch;

  /**
   * @param lastNumber the highest number in the file
   * @param lastEpoch higher than any that an earlier process can have given out
   */
  Executions(long lastNumber, long lastEpoch) {
    this.lastNumber = lastNumber;
    this.lastEpoch = lastEpoch;
  }

  /** Takes in what an earlier process has left. */
  void restore(LiveExecution execution) {
    live.put(execution.id(), execution);
    if (execution.isUnfinished()) {
      unfinished.put(execution.row().key(), execution);
    }
  }

  Collection<LiveExecution> all() {
    return live.values();
  }

  Optional<LiveExecution> find(ExecutionId id) {
    return Optional.ofNullable(live.get(id));
  }

  /** The execution that the lease is for. */
  LiveExecution held(Lease lease) {
    return find(lease.execution())
        .filter(execution -> execution.isHeldUnder(lease))
        .orElseThrow(() -> new LeaseLostException(lease.execution()));
  }

  /**
   * What somebody wants to execute, with all that need not be made on the writer's thread.
   *
   * @param before what was finished before this process began, as far as it is recent
   */
  record Request(Intent intent, String commandText, RecentKeys before) {}

  Claim claim(Session session, Request request) throws SQLException {
    Intent intent = request.intent();
    recent.forget(intent.at().toEpochMilli());
    Optional<Lane> lane = lane(session, intent.lane());
    Optional<LiveExecution> newest = lane.flatMap(Lane::newest);
    Optional<Known> earlier = earlier(session, intent, newest, request.before());
    return switch (Verdict.on(intent, earlier, newest.map(LiveExecution::known))) {
      case Verdict.Answered(Claim claim) -> claim;
      case Verdict.GoOn(Known known) -> find(known.id()).orElseThrow().takeOver(++lastEpoch);
      case Verdict.Begin begin -> begin(session, request, begin, lane);
    };
  }

  /**
   * @param outcomeText the outcome as the file keeps it
   */
  void finish(Session session, LiveExecution execution, Ending ending, String outcomeText)
      throws SQLException {
    Instant at = ending.event().at();
    ExecutionStatements.finish(session, execution, ending, outcomeText);
    execution.ended(ending.outcome(), at, ending.effectInDoubt());
    ExecutionRow row = execution.row();
    unfinished.remove(row.key());
    if (row.suppliedKey().isEmpty() && row.kept().isPositive()) {
      recent.put(
          RecentKeys.hashOf(row.fingerprint()), row.number(), at.plus(row.kept()).toEpochMilli());
    }
    if (!ending.laneTouched() && row.lane().name().isPresent()) {
      LaneTable.neverEntered(session, row.lane().name().get(), row.number());
      lane(session, row.lane().name()).ifPresent(lane -> lane.neverEntered(execution));
    }
    rest(execution, ending.aftercare());
  }

  Optional<Aftercare> lookAfter(Session session, ExecutionId id, Instant at) throws SQLException {
    Optional<LiveExecution> due = find(id).filter(execution -> execution.isDue(at));
    if (due.isEmpty()) {
      return Optional.empty();
    }
    LiveExecution execution = due.get();
    Optional<Lane> lane = lane(session, execution.row().lane().name());
    if (lane.filter(each -> each.isBusyBeside(execution)).isPresent()) {
      return Optional.empty();
    }
    long generation = execution.row().lane().generation();
    if (lane.isPresent()) {
      generation = lane.get().nextGeneration(at);
      LaneTable.raise(session, execution.row().lane().name().orElseThrow(), generation);
    }
    return Optional.of(
        new Aftercare(
            execution.careFor(++lastEpoch, generation),
            lane.map(each -> each.isNewest(execution)).orElse(true),
            execution.end().outcome(),
            execution.end().at()));
  }

  /** Lets it be, until it is to be looked after. */
  void rest(LiveExecution execution, Optional<Instant> aftercare) {
    execution.rest(aftercare);
    if (aftercare.isEmpty()) {
      live.remove(execution.id());
    }
  }

  private Claim.Begun begin(
      Session session, Request request, Verdict.Begin begin, Optional<Lane> lane)
      throws SQLException {
    Intent intent = request.intent();
    String subject = intent.command().subject();
    ExecutionRow.Lane place =
        new ExecutionRow.Lane(
            intent.lane(),
            lane.map(each -> each.nextGeneration(intent.at())).orElse(0L),
            lane.map(each -> each.isSharedWith(subject)).orElse(false));
    LiveExecution execution =
        new LiveExecution(
            ExecutionRow.begun(
                ++lastNumber,
                intent,
                request.commandText(),
                begin.outboundKey(),
                begin.effectInDoubt(),
                place));
    ExecutionStatements.insert(session, execution.row());
    if (lane.isPresent()) {
      lane.get().enter(execution);
      LaneTable.enter(session, intent.lane().orElseThrow(), place.generation(), lastNumber);
    }
    live.put(execution.id(), execution);
    unfinished.put(intent.key(), execution);
    return execution.hold(++lastEpoch);
  }

  private Optional<Known> earlier(
      Session session, Intent intent, Optional<LiveExecution> newest, RecentKeys before)
      throws SQLException {
    if (intent.resumes().isPresent()) {
      return identified(session, intent.resumes().get());
    }
    Optional<LiveExecution> known =
        Optional.ofNullable(unfinished.get(intent.key()))
            .or(() -> newest.filter(each -> each.row().key().equals(intent.key())));
    if (known.isPresent()) {
      return known.map(LiveExecution::known);
    }
    if (intent.key().supplied()) {
      return ExecutionStatements.newestUnder(session, intent.key()).map(row -> row.known(false));
    }
    if (intent.replay().longest().isZero()) {
      return Optional.empty();
    }
    Optional<Known> mine = finished(session, intent, recent);
    return mine.isPresent() ? mine : finished(session, intent, before);
  }

  private static Optional<Known> finished(Session session, Intent intent, RecentKeys recent)
      throws SQLException {
    for (long number : recent.find(RecentKeys.hashOf(intent.fingerprint()))) {
      Optional<ExecutionRow> row =
          ExecutionStatements.numbered(session, number)
              .filter(each -> each.key().equals(intent.key()));
      if (row.isPresent()) {
        return row.map(each -> each.known(false));
      }
    }
    return Optional.empty();
  }

  private Optional<Known> identified(Session session, ExecutionId id) throws SQLException {
    Optional<LiveExecution> execution = find(id);
    return execution.isPresent()
        ? execution.map(LiveExecution::known)
        : ExecutionStatements.identified(session, id).map(row -> row.known(false));
  }

  private Optional<Lane> lane(Session session, Optional<String> name) throws SQLException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Lane lane = lanes.get(name.get());
    if (lane == null) {
      lane = load(session, name.get());
      lanes.put(name.get(), lane);
    }
    return Optional.of(lane);
  }

  private Lane load(Session session, String name) throws SQLException {
    Optional<LaneTable.Row> row = LaneTable.find(session, name);
    if (row.isEmpty()) {
      return new Lane(Optional.empty(), Optional.empty(), 0);
    }
    return new Lane(
        numbered(session, row.get().newest()),
        numbered(session, row.get().newestBefore()),
        row.get().generation());
  }

  private Optional<LiveExecution> numbered(Session session, long number) throws SQLException {
    return ExecutionStatements.numbered(session, number)
        .map(row -> find(row.id()).orElseGet(() -> new LiveExecution(row)));
  }
}
