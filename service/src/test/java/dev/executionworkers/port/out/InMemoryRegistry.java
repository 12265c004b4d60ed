package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A registry that takes tokens of our choosing, with failures on demand. Robots have the secret's
 * id for a name and {@code robot$} before their usernames. Its setters return it. Thread-safe.
 */
public final class InMemoryRegistry implements Registry.Settable {
  /** What can be asked of it and can fail. */
  public enum Call {
    LOOK,
    SET,
    PROVE
  }

  private static final String PREFIX = "robot$";

  private record Trouble(Call call, Failure failure, boolean effectDone) {}

  private final Map<String, Long> ids = new LinkedHashMap<>();
  private final Map<Long, Secret> tokens = new LinkedHashMap<>();
  private final Set<String> disabled = new HashSet<>();
  private final Queue<Trouble> troubles = new ArrayDeque<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Secret> tokensSent = new ArrayList<>();
  private int chosen;
  private int changesToLose;

  /** A robot of that name, without prefix. */
  public synchronized InMemoryRegistry robot(String name) {
    ids.putIfAbsent(name, ids.size() + 1L);
    return this;
  }

  /** Switches a robot off. */
  public synchronized InMemoryRegistry disable(String name) {
    disabled.add(name);
    return this;
  }

  /** The next such call fails so, without an effect. */
  public synchronized InMemoryRegistry failNext(Call call, Failure failure) {
    troubles.add(new Trouble(call, failure, false));
    return this;
  }

  /** The next such call has its effect and fails all the same, as when its answer is lost. */
  public synchronized InMemoryRegistry failNextAfterEffect(Call call, Failure failure) {
    troubles.add(new Trouble(call, failure, true));
    return this;
  }

  /** The next token is confirmed and does not come into force, as under a concurrent change. */
  public synchronized InMemoryRegistry loseNextChange() {
    changesToLose++;
    return this;
  }

  /** The token in force; empty while none was set. */
  public synchronized Optional<Secret> tokenOf(String name) {
    return Optional.ofNullable(tokens.get(id(name)));
  }

  /** Every call so far, failed ones too. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Every token that it was told to set, lost and failed ones too. */
  public synchronized List<Secret> tokensSent() {
    return List.copyOf(tokensSent);
  }

  @Override
  public String robotName(SecretId secret) {
    String name = secret.value();
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  @Override
  public synchronized StepResult<Robot> look(SecretId secret, Attempt attempt) {
    String name = robotName(secret);
    return call(
        Call.LOOK,
        () -> {
          if (!ids.containsKey(name)) {
            return refused(Problem.NOT_FOUND, "there is no robot " + name);
          }
          return disabled.contains(name)
              ? refused(Problem.CONFLICT, "robot " + name + " is disabled")
              : StepResult.done(new Robot(id(name), PREFIX + name));
        });
  }

  @Override
  public synchronized Secret choose() {
    chosen++;
    return Secret.of("Token%027d".formatted(chosen));
  }

  @Override
  public synchronized StepResult<Confirmed> set(Robot robot, Secret token, Attempt attempt) {
    if (token.isEmpty()) {
      throw new IllegalArgumentException("an empty token must never be set");
    }
    tokensSent.add(token);
    return call(
        Call.SET,
        () -> {
          if (!ids.containsValue(robot.id())) {
            return refused(Problem.NOT_FOUND, "there is no robot " + robot.id());
          }
          if (changesToLose > 0) {
            changesToLose--;
          } else {
            tokens.put(robot.id(), token);
          }
          return StepResult.done(new Confirmed());
        });
  }

  @Override
  public synchronized StepResult<Proof> prove(Robot robot, Secret token, Attempt attempt) {
    return call(
        Call.PROVE,
        () ->
            StepResult.done(token.equals(tokens.get(robot.id())) ? Proof.PROVEN : Proof.DISPROVED));
  }

  /** Whether a robot logs in with that token. */
  public synchronized boolean logsIn(String username, Secret token) {
    return username.startsWith(PREFIX)
        && tokenOf(username.substring(PREFIX.length())).equals(Optional.of(token));
  }

  private <T> StepResult<T> call(Call call, Supplier<StepResult<T>> effect) {
    calls.add(call);
    Optional<Trouble> trouble = troubles.stream().filter(it -> it.call == call).findFirst();
    if (trouble.isEmpty()) {
      return effect.get();
    }
    troubles.remove(trouble.get());
    if (trouble.get().effectDone) {
      var _ = effect.get();
    }
    return StepResult.failed(trouble.get().failure);
  }

  private long id(String name) {
    return Optional.ofNullable(ids.get(name))
        .orElseThrow(() -> new IllegalArgumentException("there is no robot " + name));
  }

  private static <T> StepResult<T> refused(Problem problem, String detail) {
    return StepResult.refused(new DomainError(Peer.HARBOR, problem, DomainError.NO_STATUS, detail));
  }
}
