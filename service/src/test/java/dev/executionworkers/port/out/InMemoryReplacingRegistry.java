package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.ExecutionId;
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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A registry whose robots are replaced, with failures on demand. Robots have the secret's id for a
 * name and {@code robot$} before their usernames. Its setters return it. Thread-safe.
 */
public final class InMemoryReplacingRegistry implements Registry.Replacing {
  /** What can be asked of it and can fail. */
  public enum Call {
    LOOK,
    CREATE,
    PROVE,
    MARKED,
    DELETE
  }

  private static final String PREFIX = "robot$";

  private record Account(
      long id, String name, String definition, Optional<ExecutionId> madeBy, Secret token) {

    Robot robot() {
      return new Robot(id, PREFIX + name);
    }

    Optional<Marked> markedAfter(String base) {
      return madeBy
          .filter(_ -> name.matches("\\Q" + base + "\\E-[0-9]+"))
          .map(maker -> new Marked(robot(), maker, number()));
    }

    private long number() {
      return Long.parseLong(name.substring(name.lastIndexOf('-') + 1));
    }
  }

  private record Trouble(Call call, Failure failure, boolean effectDone) {}

  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Queue<Trouble> troubles = new ArrayDeque<>();
  private final Queue<Successor> delayed = new ArrayDeque<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<Successor> created = new ArrayList<>();
  private final List<String> disabled = new ArrayList<>();
  private Optional<String> shared = Optional.empty();
  private Optional<Failure> delay = Optional.empty();
  private int creationsToTakeAway;
  private long lastId;

  /** A robot that somebody else has made, of that name without prefix. */
  public synchronized InMemoryReplacingRegistry robot(String name, String definition) {
    return save(name, definition, Optional.empty());
  }

  /** One robot of that name serves all secrets. */
  public synchronized InMemoryReplacingRegistry sharedRobot(String name) {
    shared = Optional.of(name);
    return robot(name, "may pull");
  }

  /** Switches a robot off. */
  public synchronized InMemoryReplacingRegistry disable(String name) {
    disabled.add(name);
    return this;
  }

  /** Deletes a robot behind everybody's back. */
  public synchronized InMemoryReplacingRegistry remove(String name) {
    accounts.remove(name);
    return this;
  }

  /** The next such call fails so, without an effect. */
  public synchronized InMemoryReplacingRegistry failNext(Call call, Failure failure) {
    troubles.add(new Trouble(call, failure, false));
    return this;
  }

  /** The next such call has its effect and fails all the same, as when its answer is lost. */
  public synchronized InMemoryReplacingRegistry failNextAfterEffect(Call call, Failure failure) {
    troubles.add(new Trouble(call, failure, true));
    return this;
  }

  /** The next creation fails so, and has its effect when told. */
  public synchronized InMemoryReplacingRegistry delayNextCreation(Failure failure) {
    delay = Optional.of(failure);
    return this;
  }

  /** The next robot is made and taken away at once, as by an administrator. */
  public synchronized InMemoryReplacingRegistry takeAwayNextCreation() {
    creationsToTakeAway++;
    return this;
  }

  /** Delayed creations have their effect now. */
  public synchronized InMemoryReplacingRegistry landDelayedCreations() {
    while (!delayed.isEmpty()) {
      make(delayed.remove());
    }
    return this;
  }

  /** Everything works from now on. */
  public synchronized InMemoryReplacingRegistry mend() {
    troubles.clear();
    return this;
  }

  /** All robots' names without prefix, in the order in which they were made. */
  public synchronized List<String> names() {
    return List.copyOf(accounts.keySet());
  }

  /** Every robot that it was told to make, lost and failed ones too. */
  public synchronized List<Successor> created() {
    return List.copyOf(created);
  }

  /** Every call so far, failed ones too. */
  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Whether a robot logs in with that token. */
  public synchronized boolean logsIn(String username, Secret token) {
    return accounts.values().stream()
        .anyMatch(it -> it.robot().username().equals(username) && it.token().equals(token));
  }

  @Override
  public synchronized String robotName(SecretId secret) {
    String name = shared.orElse(secret.value());
    return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
  }

  @Override
  public synchronized StepResult<Original> look(SecretId secret, Attempt attempt) {
    String base = robotName(secret);
    return call(
        Call.LOOK,
        () ->
            successors(base)
                .max(Comparator.comparingLong(Marked::number))
                .map(newest -> name(newest.robot()))
                .or(() -> Optional.of(base))
                .map(accounts::get)
                .map(this::original)
                .orElseGet(() -> refused(Problem.NOT_FOUND, "there is no robot " + base)));
  }

  @Override
  public synchronized StepResult<Creation> create(Successor successor, Attempt attempt) {
    created.add(successor);
    if (delay.isPresent()) {
      delayed.add(successor);
      Failure failure = delay.get();
      delay = Optional.empty();
      return StepResult.failed(failure);
    }
    return call(Call.CREATE, () -> StepResult.done(make(successor)));
  }

  @Override
  public Login login(Secret credential) {
    String[] parts = credential.reveal().split(" ", 3);
    return new Login(new Robot(Long.parseLong(parts[0]), parts[1]), Secret.of(parts[2]));
  }

  @Override
  public synchronized StepResult<Proof> prove(Login login, Attempt attempt) {
    return call(
        Call.PROVE,
        () ->
            StepResult.done(
                logsIn(login.robot().username(), login.token()) ? Proof.PROVEN : Proof.DISPROVED));
  }

  @Override
  public synchronized StepResult<List<Marked>> marked(SecretId secret, Attempt attempt) {
    return call(Call.MARKED, () -> StepResult.done(successors(robotName(secret)).toList()));
  }

  @Override
  public synchronized StepResult<Confirmed> delete(Marked robot, Attempt attempt) {
    return call(
        Call.DELETE,
        () -> {
          accounts.values().removeIf(it -> it.id() == robot.robot().id());
          return StepResult.done(new Confirmed());
        });
  }

  private Stream<Marked> successors(String base) {
    return accounts.values().stream().flatMap(account -> account.markedAfter(base).stream());
  }

  private StepResult<Original> original(Account account) {
    return disabled.contains(account.name())
        ? refused(Problem.CONFLICT, "robot " + account.name() + " is disabled")
        : StepResult.done(new Original(account.robot(), account.definition()));
  }

  private Creation make(Successor successor) {
    if (accounts.containsKey(successor.name())) {
      return new Creation.NameTaken();
    }
    save(successor.name(), successor.definition(), Optional.of(successor.madeBy()));
    Account account = accounts.get(successor.name());
    String credential =
        account.id() + " " + account.robot().username() + " " + account.token().reveal();
    if (creationsToTakeAway > 0) {
      creationsToTakeAway--;
      accounts.remove(successor.name());
    }
    return new Creation.Made(Secret.of(credential));
  }

  private InMemoryReplacingRegistry save(
      String name, String definition, Optional<ExecutionId> madeBy) {
    lastId++;
    Secret token = Secret.of("Made%028d".formatted(lastId));
    accounts.put(name, new Account(lastId, name, definition, madeBy, token));
    return this;
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

  private static String name(Robot robot) {
    return robot.username().substring(PREFIX.length());
  }

  private static <T> StepResult<T> refused(Problem problem, String detail) {
    return StepResult.refused(new DomainError(Peer.HARBOR, problem, DomainError.NO_STATUS, detail));
  }
}
