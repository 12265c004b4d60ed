package dev.executionworkers.simulation;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What outlives processes: the journal's memory, and leases that end on the store's own clock.
 * Processes use it through a {@link SimulatedJournal} each.
 */
final class SimulatedStore {
  private static final Duration FIRST_HOLD = Duration.ofSeconds(45);
  private static final Duration CHALLENGE_LASTS = Duration.ofSeconds(5);

  /**
   * @param freezes how often the owner had been frozen when it asked
   */
  private record Holding(Lease lease, Life owner, int freezes, Instant until) {}

  /** What is known of an execution, for whoever looks for what was lost. */
  static final class Execution {
    final Journal.Intent intent;
    final String outboundKey;
    Optional<Journal.Ending> ending = Optional.empty();
    final List<Secret> sealed = new ArrayList<>();
    Optional<Instant> abandonedAt = Optional.empty();
    boolean secretsKept;

    Execution(Journal.Intent intent, String outboundKey) {
      this.intent = intent;
      this.outboundKey = outboundKey;
    }

    boolean atRest() {
      return ending.isPresent() && !secretsKept;
    }

    boolean mayBePending() {
      return !sealed.isEmpty() && !atRest();
    }
  }

  private final Journal memory = new InMemoryJournal();
  private final DeterministicTime time;
  private final Tally tally;
  private final boolean leases;
  private final Map<ExecutionId, Holding> held = new LinkedHashMap<>();
  private final Map<ExecutionId, Instant> challenged = new HashMap<>();
  private final Map<ExecutionId, Execution> executions = new LinkedHashMap<>();
  private final Set<ExecutionId> published = new HashSet<>();
  private boolean away;

  /**
   * @param leases whether leases end by themselves, as they must with several processes
   */
  SimulatedStore(DeterministicTime time, boolean leases, Tally tally) {
    this.time = time;
    this.leases = leases;
    this.tally = tally;
  }

  Journal memory() {
    return memory;
  }

  boolean isAway() {
    return away;
  }

  void setAway(boolean isAway) {
    away = isAway;
    tally.trace(() -> isAway ? "the store goes away" : "the store is back");
  }

  Map<ExecutionId, Execution> executions() {
    return executions;
  }

  /** Whether nothing is unfinished and nothing is to be looked after. */
  boolean atRest() {
    return held.isEmpty() && executions.values().stream().allMatch(Execution::atRest);
  }

  Claim claim(Journal.Intent intent, Life owner) {
    releaseExpired();
    Claim claim = memory.claim(intent);
    tally.trace(
        () -> "claim " + intent.key().operation().label() + " " + shortened(claim.toString()));
    switch (claim) {
      case Claim.Begun begun -> {
        hold(begun.lease(), owner);
        executions.putIfAbsent(
            begun.lease().execution(), new Execution(intent, begun.idempotencyKey()));
      }
      case Claim.HeldElsewhere(ExecutionId holder) ->
          challenged.put(holder, time.worldNow().plus(CHALLENGE_LASTS));
      case Claim.RunsElsewhere _, Claim.Settled _, Claim.KeyReused _, Claim.NothingToResume _ -> {}
    }
    return claim;
  }

  Journal.Renewal renew(Lease lease, Duration hold, Life owner) {
    Journal.Renewal renewal = memory.renew(lease, hold);
    if (renewal == Journal.Renewal.LOST) {
      tally.count("store: lease found lost");
      return renewal;
    }
    hold(lease, owner, leases ? time.worldNow().plus(hold) : Instant.MAX);
    boolean waitedFor =
        leases
            && Optional.ofNullable(challenged.get(lease.execution()))
                .map(until -> time.worldNow().isBefore(until))
                .orElse(false);
    return waitedFor ? Journal.Renewal.CHALLENGED : renewal;
  }

  void record(Lease lease, String step, String value) {
    memory.record(lease, step, value);
  }

  Optional<Command> request(ExecutionId id, Ledger.Request request, Requester by) {
    releaseExpired();
    Optional<Command> about = memory.request(id, request, by);
    if (about.isPresent() && request == Ledger.Request.ABANDON) {
      executions.get(id).abandonedAt = Optional.of(time.worldNow());
    }
    return about;
  }

  void seal(Lease lease, String slot, Secret secret) {
    memory.seal(lease, slot, secret);
    executions.get(lease.execution()).sealed.add(secret);
  }

  boolean finish(Lease lease, Journal.Ending ending) {
    memory.finish(lease, ending);
    held.remove(lease.execution());
    Execution execution = executions.get(lease.execution());
    if (execution.ending.isPresent()) {
      tally.violation("finished twice", lease.toString());
    }
    tally.trace(() -> "finish " + lease + " " + ending.event().result());
    execution.ending = Optional.of(ending);
    execution.secretsKept = ending.aftercare().isPresent();
    return true;
  }

  boolean release(Lease lease) {
    memory.release(lease);
    held.remove(lease.execution());
    tally.trace(() -> "release " + lease);
    return true;
  }

  Optional<Journal.Aftercare> lookAfter(ExecutionId id, Instant at, Life owner) {
    releaseExpired();
    Optional<Journal.Aftercare> care = memory.lookAfter(id, at);
    tally.trace(() -> "look after " + id + " " + care.map(Journal.Aftercare::newest));
    care.ifPresent(begun -> hold(begun.begun().lease(), owner));
    return care;
  }

  boolean lookedAfter(Lease lease, Optional<Instant> again) {
    memory.lookedAfter(lease, again);
    held.remove(lease.execution());
    tally.trace(() -> "looked after " + lease + " " + again);
    executions.get(lease.execution()).secretsKept = again.isPresent();
    return true;
  }

  /** A process that is alone starts: whatever was held is its own now. */
  void releaseAll() {
    held.values().forEach(holding -> memory.release(holding.lease()));
    held.clear();
  }

  void releaseExpired() {
    if (!leases) {
      return;
    }
    for (Holding holding : List.copyOf(held.values())) {
      if (!time.worldNow().isBefore(holding.until())) {
        tally.count("store: lease ran out");
        tally.trace(() -> "ran out " + holding.lease());
        memory.release(holding.lease());
        held.remove(holding.lease().execution());
      }
    }
  }

  /** A process tells of an outcome. */
  void publish(DomainEvent event) {
    Optional<Journal.Ending> ending =
        Optional.ofNullable(executions.get(event.execution())).flatMap(it -> it.ending);
    if (ending.isEmpty() || !ending.get().event().equals(event)) {
      tally.violation("event of an outcome that is not recorded", event.toString());
    }
    if (!published.add(event.execution())) {
      tally.violation("event told twice", event.toString());
    }
  }

  /**
   * A process is about to send something for an execution: nobody else may take over before its
   * attempt has ended. One that was frozen since it asked cannot know better.
   */
  void sends(String outboundKey, Life sender, Duration timeout) {
    boolean mayBeTakenOver =
        held.values().stream()
            .filter(holding -> holding.owner() == sender && holding.freezes() == sender.freezes())
            .filter(holding ->
                outboundKey.startsWith(executions.get(holding.lease().execution()).outboundKey))
            .noneMatch(holding -> holding.until().isAfter(time.worldNow().plus(timeout)));
    if (mayBeTakenOver && sender.freezes() == 0) {
      tally.violation("sent without the right to", outboundKey + " by " + sender);
    }
  }

  private void hold(Lease lease, Life owner) {
    hold(lease, owner, leases ? time.worldNow().plus(FIRST_HOLD) : Instant.MAX);
  }

  private void hold(Lease lease, Life owner, Instant until) {
    held.put(lease.execution(), new Holding(lease, owner, owner.freezes(), until));
  }

  private static String shortened(String text) {
    return text.length() > 160 ? text.substring(0, 160) : text;
  }
}
