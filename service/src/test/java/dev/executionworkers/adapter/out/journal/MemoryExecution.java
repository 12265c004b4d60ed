package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Ending;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Requested;
import dev.executionworkers.port.out.Journal.Unfinished;
import dev.executionworkers.port.out.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One execution of a journal in memory. Guarded by the journal's lock. */
final class MemoryExecution {
  private final Intent intent;
  private final String idempotencyKey;
  private final Map<String, String> steps = new HashMap<>();
  private final Map<String, Secret> secrets = new HashMap<>();
  private final List<Requested> asked = new ArrayList<>();
  private boolean effectInDoubt;
  private boolean held;
  private long epoch;
  private long generation;
  private boolean laneShared;
  private Optional<Known.End> end = Optional.empty();
  private Optional<Instant> aftercare = Optional.empty();
  private Instant keepUntil = Instant.MAX;

  MemoryExecution(Intent intent, Verdict.Begin begin) {
    this.intent = intent;
    this.idempotencyKey = begin.outboundKey();
    this.effectInDoubt = begin.effectInDoubt();
  }

  ExecutionId id() {
    return intent.proposed();
  }

  Intent intent() {
    return intent;
  }

  String subject() {
    return intent.command().subject();
  }

  Map<String, String> steps() {
    return steps;
  }

  Map<String, Secret> secrets() {
    return secrets;
  }

  /** Until when a repeated request can depend on it. */
  Instant keepUntil() {
    return keepUntil;
  }

  boolean isHeld() {
    return held;
  }

  boolean isHeldUnder(Lease lease) {
    return held && epoch == lease.epoch();
  }

  boolean isUnfinished() {
    return end.isEmpty();
  }

  boolean isDue(Instant now) {
    return !held && aftercare.map(at -> !at.isAfter(now)).orElse(false);
  }

  void enter(MemoryLane lane) {
    laneShared = lane.enter(this, subject());
    generation = lane.nextGeneration(intent.at());
  }

  void nextGeneration(MemoryLane lane, Instant at) {
    generation = lane.nextGeneration(at);
  }

  /** Whether it must be finished, or whoever looks after it may have to. */
  boolean isPending() {
    return (isUnfinished() || held) && steps.containsKey(Journal.POINT_OF_NO_RETURN);
  }

  void ask(Ledger.Request request, Requester by) {
    steps.put(request.step(), by.value());
    asked.add(new Requested(id(), request));
  }

  /** What was asked since the last time, or since it was taken. */
  List<Requested> asked() {
    List<Requested> news = List.copyOf(asked);
    asked.clear();
    return news;
  }

  Claim.Begun hold() {
    asked.clear();
    held = true;
    epoch++;
    return new Claim.Begun(
        new Lease(id(), epoch), idempotencyKey, effectInDoubt, generation, laneShared);
  }

  /** Its former owner is gone, and with him the knowledge of his last attempt. */
  Claim.Begun takeOver() {
    effectInDoubt = true;
    return hold();
  }

  void letGo() {
    held = false;
  }

  void finish(Ending ending) {
    Instant at = ending.event().at();
    effectInDoubt = ending.effectInDoubt();
    end = Optional.of(new Known.End(ending.outcome(), at));
    keepUntil = at.plus(intent.replay().longest());
  }

  /** How a finished one ended. */
  Known.End end() {
    return end.orElseThrow();
  }

  /** Lets it be, until it is to be looked after. */
  void rest(Optional<Instant> until) {
    letGo();
    aftercare = until;
    if (until.isEmpty()) {
      secrets.clear();
    }
  }

  Known known() {
    return new Known(
        id(), intent.key(), intent.fingerprint(), idempotencyKey, effectInDoubt, held, end);
  }

  Unfinished unfinished() {
    return new Unfinished(id(), intent.key(), intent.command(), intent.lane(), intent.at());
  }
}
