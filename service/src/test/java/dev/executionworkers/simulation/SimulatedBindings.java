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

  /** A token that was accepted. */
  record Kept(Secret token, long generation) {}

  private final Wire wire;
  private final Tally tally;
  private final Map<String, Kept> kept = new HashMap<>();
  private final Map<String, BindingUpdate> doneUnderKey = new HashMap<>();

  SimulatedBindings(Wire wire, Tally tally) {
    this.wire = wire;
    this.tally = tally;
  }

  /** What a robot logs in with before anything is rotated. */
  static Secret first(String robot) {
    return Secret.of(SimulatedRegistry.MARK + "first-" + robot);
  }

  Secret tokenOf(String robot) {
    return kept.getOrDefault(robot, new Kept(first(robot), 0)).token();
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
    String robot = update.username();
    Kept before = kept.getOrDefault(robot, new Kept(first(robot), 0));
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
      kept.put(robot, new Kept(update.token(), update.generation()));
    }
    return StepResult.done(new Confirmed());
  }
}
