package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.Failures;
import dev.executionworkers.adapter.out.journal.Known;
import dev.executionworkers.adapter.out.journal.sql.ExecutionRow;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Requested;
import dev.executionworkers.port.out.Journal.Unfinished;
import dev.executionworkers.port.out.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An execution that is not over: unfinished, or to be looked after; or the newest of its lane.
 * Changed by the writer's thread alone, read by any.
 */
final class LiveExecution {
  private static final long NOBODY = 0;

  private final ExecutionRow row;
  private final Map<String, String> steps = new ConcurrentHashMap<>();
  private final Queue<Requested> asked = new ConcurrentLinkedQueue<>();
  private final Failures failures;
  private volatile boolean effectInDoubt;
  private volatile boolean hasSecrets;
  private volatile long generation;
  private volatile long epoch = NOBODY;
  private volatile Optional<Known.End> end;
  private volatile Optional<Instant> aftercareAt;

  LiveExecution(ExecutionRow row) {
    this.row = row;
    this.failures = new Failures(row.failures());
    this.effectInDoubt = row.effectInDoubt();
    this.generation = row.lane().generation();
    this.end = row.end();
    this.aftercareAt = row.aftercareAt();
  }

  ExecutionRow row() {
    return row;
  }

  ExecutionId id() {
    return row.id();
  }

  long number() {
    return row.number();
  }

  Map<String, String> steps() {
    return steps;
  }

  Failures failures() {
    return failures;
  }

  boolean hasSecrets() {
    return hasSecrets;
  }

  void gotSecrets() {
    hasSecrets = true;
  }

  boolean isUnfinished() {
    return end.isEmpty();
  }

  boolean isHeld() {
    return epoch != NOBODY;
  }

  boolean isHeldUnder(Lease lease) {
    return epoch == lease.epoch();
  }

  boolean isOrphan() {
    return isUnfinished() && !isHeld();
  }

  boolean isDue(Instant now) {
    return !isHeld() && aftercareAt.map(at -> !at.isAfter(now)).orElse(false);
  }

  boolean isInOneOf(Set<String> lanes) {
    return row.lane().name().map(lanes::contains).orElse(false);
  }

  /** Whether it must be finished, or whoever looks after it may have to. */
  boolean isPending() {
    return (isUnfinished() || isHeld()) && steps.containsKey(Journal.POINT_OF_NO_RETURN);
  }

  void ask(Ledger.Request request, Requester by) {
    steps.put(request.step(), by.value());
    asked.add(new Requested(id(), request));
  }

  /** What was asked since the last time, or since it was taken. */
  List<Requested> asked() {
    List<Requested> news = new ArrayList<>();
    for (Requested next = asked.poll(); next != null; next = asked.poll()) {
      news.add(next);
    }
    return news;
  }

  Claim.Begun hold(long newEpoch) {
    asked.clear();
    epoch = newEpoch;
    return new Claim.Begun(
        new Lease(id(), newEpoch),
        row.outboundKey(),
        effectInDoubt,
        generation,
        row.lane().shared());
  }

  /** Its former owner is gone, and with him the knowledge of his last attempt. */
  Claim.Begun takeOver(long newEpoch) {
    effectInDoubt = true;
    return hold(newEpoch);
  }

  Claim.Begun careFor(long newEpoch, long newGeneration) {
    generation = newGeneration;
    return hold(newEpoch);
  }

  void letGo() {
    epoch = NOBODY;
  }

  void ended(Outcome outcome, Instant at, boolean inDoubt) {
    effectInDoubt = inDoubt;
    end = Optional.of(new Known.End(outcome, at));
  }

  void rest(Optional<Instant> aftercare) {
    aftercareAt = aftercare;
    letGo();
  }

  /** How a finished one ended. */
  Known.End end() {
    return end.orElseThrow();
  }

  Known known() {
    return new Known(
        id(), row.key(), row.fingerprint(), row.outboundKey(), effectInDoubt, isHeld(), end);
  }

  Unfinished unfinished() {
    return row.unfinished();
  }
}
