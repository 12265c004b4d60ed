package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Bindings as the guide for receivers asks for them: each key once, another body under a key that
 * was seen is refused, the token with the highest generation stays, what comes late is ignored.
 */
final class SimulatedBindings implements BindingPropagator {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** How much earlier than it should the overlap may end, by the clocks of two processes. */
  private static final Duration CLOCKS_APART = Duration.ofSeconds(10);

  /** A token that was accepted, and who logs in with it. */
  record Kept(String username, Secret token, long generation) {}

  private final Wire wire;
  private final Tally tally;
  private final DeterministicTime time;
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, Instant> replaced = new HashMap<>();
  private final Map<String, BindingUpdate> doneUnderKey = new HashMap<>();
  private Predicate<BindingUpdate> logsIn = _ -> true;

  SimulatedBindings(DeterministicTime time, Wire wire, Tally tally) {
    this.time = time;
    this.wire = wire;
    this.tally = tally;
  }

  /** What a robot logs in with before anything is rotated. */
  static Secret first(String robot) {
    return Secret.of(SimulatedRegistry.MARK + "first-" + robot);
  }

  /** What they have for a robot, or for those that have followed it. */
  Kept of(String robot) {
    return kept.getOrDefault(robot, new Kept(robot, first(robot), 0));
  }

  /** What they are handed must log in when they get it. */
  void expect(Predicate<BindingUpdate> login) {
    logsIn = login;
  }

  /** The registry no longer has it: nobody may use it, nor have used it until a short while ago. */
  void robotIsDeleted(String username) {
    Instant since = replaced.get(username);
    if (kept.values().stream().anyMatch(each -> each.username().equals(username))) {
      tally.violation("the robot in use was deleted", username);
    } else if (since != null
        && time.worldNow().isBefore(since.plus(World.OVERLAP).minus(CLOCKS_APART))) {
      tally.violation("deleted before the end of the overlap", username);
    }
  }

  /** Whether an execution with this outbound key has handed on a token that passes the test. */
  boolean wasHandedOn(String key, Predicate<Secret> test) {
    return doneUnderKey.entrySet().stream()
        .anyMatch(done -> done.getKey().startsWith(key) && test.test(done.getValue().token()));
  }

  @Override
  public StepResult<Confirmed> reachable(Attempt attempt) {
    return wire.connect(Peer.SECRET_BINDINGS);
  }

  @Override
  public StepResult<Confirmed> propagate(BindingUpdate update, Attempt attempt) {
    return wire.call(
        Peer.SECRET_BINDINGS,
        attempt,
        TIMEOUT,
        () -> doneUnderKey.containsKey(attempt.idempotencyKey()),
        () -> take(update, attempt));
  }

  private StepResult<Confirmed> take(BindingUpdate update, Attempt attempt) {
    Optional<BindingUpdate> done =
        Optional.ofNullable(doneUnderKey.putIfAbsent(attempt.idempotencyKey(), update));
    if (done.isPresent() && !done.get().equals(update)) {
      tally.violation("a key came with another body", done.get() + " " + update);
      return StepResult.refused(
          new DomainError(Peer.SECRET_BINDINGS, Problem.REJECTED, 422, "another body"));
    }
    return done.isPresent() ? StepResult.done(new Confirmed()) : takeAnew(update);
  }

  private StepResult<Confirmed> takeAnew(BindingUpdate update) {
    String robot = update.username().split("-", 2)[0];
    Kept before = of(robot);
    boolean late = update.generation() <= before.generation();
    if (update.generation() == before.generation()) {
      tally.violation("generation does not rise", update.toString());
    }
    tally.trace(() ->
        "bindings: %s gets %s of generation %d%s"
            .formatted(robot, update.token().reveal(), update.generation(), late ? ", late" : ""));
    if (late) {
      tally.count("bindings: update that came late");
    } else {
      if (!logsIn.test(update)) {
        tally.violation("handed on what does not log in", update.toString());
      }
      replaced.put(before.username(), time.worldNow());
      replaced.remove(update.username());
      kept.put(robot, new Kept(update.username(), update.token(), update.generation()));
    }
    return StepResult.done(new Confirmed());
  }
}
