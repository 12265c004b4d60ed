package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A registry whose robots are replaced. The first of a name was made by its operators, who now and
 * then make another of the very name that a successor shall have, or delete one that was just made.
 */
final class SimulatedRobots implements Registry.Replacing {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Wire wire;
  private final Weather weather;
  private final SimulatedBindings bindings;
  private final Tally tally;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Set<String> proven = new HashSet<>();
  private long lastId;

  /**
   * A robot.
   *
   * @param madeBy empty when its operators made it
   */
  record Account(long id, String name, Optional<ExecutionId> madeBy, Secret token) {

    boolean follows(String base) {
      return name.startsWith(base + "-");
    }

    /** What the name of a successor ends with. */
    long number() {
      return SimulatedRobots.number(name);
    }

    Marked marked(ExecutionId maker) {
      return new Marked(new Robot(id, name), maker, number());
    }
  }

  SimulatedRobots(Wire wire, Weather weather, SimulatedBindings bindings, Tally tally) {
    this.wire = wire;
    this.weather = weather;
    this.bindings = bindings;
    this.tally = tally;
  }

  /** What a successor's name ends with; 0 when it is none. */
  static long number(String name) {
    return name.contains("-") ? Long.parseLong(name.substring(name.lastIndexOf('-') + 1)) : 0;
  }

  /** The robots with our mark that follow the one of this name. */
  List<Account> successors(String base) {
    return accounts.values().stream()
        .filter(each -> each.follows(base) && each.madeBy().isPresent())
        .toList();
  }

  /** Whether a robot of this name has this token. */
  boolean logsIn(String name, Secret token) {
    first(base(name));
    return Optional.ofNullable(accounts.get(name))
        .map(each -> each.token().equals(token))
        .orElse(false);
  }

  /** Whether somebody has ever logged in with this token. */
  boolean wasProven(Secret token) {
    return proven.contains(token.reveal());
  }

  @Override
  public String robotName(SecretId secret) {
    return secret.value().substring(0, 1);
  }

  @Override
  public StepResult<Original> look(SecretId secret, Attempt attempt) {
    return wire.call(
        Peer.HARBOR,
        attempt,
        TIMEOUT,
        () -> {
          Account inForce =
              successors(robotName(secret)).stream()
                  .max(Comparator.comparingLong(Account::number))
                  .orElseGet(() -> first(robotName(secret)));
          return StepResult.done(new Original(new Robot(inForce.id(), inForce.name()), "may pull"));
        });
  }

  @Override
  public StepResult<Creation> create(Successor successor, Attempt attempt) {
    return wire.call(Peer.HARBOR, attempt, TIMEOUT, () -> StepResult.done(make(successor)));
  }

  private Creation make(Successor successor) {
    String name = successor.name();
    if (weather.losesChange()) {
      tally.count("operators: a robot of the name that a successor shall have");
      accounts.computeIfAbsent(name, _ -> account(name, Optional.empty()));
    }
    if (accounts.containsKey(name)) {
      tally.trace(() -> "registry: " + name + " is taken");
      return new Creation.NameTaken();
    }
    Account made = account(name, Optional.of(successor.madeBy()));
    tally.trace(() -> "registry: makes " + made);
    if (weather.losesChange()) {
      tally.count("operators: a new robot deleted at once");
    } else {
      accounts.put(name, made);
    }
    return new Creation.Made(
        Secret.of(made.id() + " " + made.name() + " " + made.token().reveal()));
  }

  @Override
  public Login login(Secret credential) {
    String[] parts = credential.reveal().split(" ", 3);
    return new Login(new Robot(Long.parseLong(parts[0]), parts[1]), Secret.of(parts[2]));
  }

  @Override
  public StepResult<Proof> prove(Login login, Attempt attempt) {
    return wire.call(
        Peer.HARBOR,
        attempt,
        TIMEOUT,
        () -> {
          if (!logsIn(login.robot().username(), login.token())) {
            return StepResult.done(Proof.DISPROVED);
          }
          proven.add(login.token().reveal());
          return StepResult.done(Proof.PROVEN);
        });
  }

  @Override
  public StepResult<List<Marked>> marked(SecretId secret, Attempt attempt) {
    return wire.call(
        Peer.HARBOR,
        attempt,
        TIMEOUT,
        () ->
            StepResult.done(
                successors(robotName(secret)).stream()
                    .flatMap(each -> each.madeBy().map(each::marked).stream())
                    .toList()));
  }

  @Override
  public StepResult<Confirmed> delete(Marked robot, Attempt attempt) {
    return wire.call(
        Peer.HARBOR,
        attempt,
        TIMEOUT,
        () -> {
          all().filter(each -> each.id() == robot.robot().id()).toList().forEach(this::delete);
          return StepResult.done(new Confirmed());
        });
  }

  private void delete(Account account) {
    tally.trace(() -> "registry: deletes " + account);
    if (account.madeBy().isEmpty()) {
      tally.violation("an operator's robot was deleted", account.toString());
    }
    bindings.robotIsDeleted(account.name());
    accounts.remove(account.name());
  }

  /** All robots, their operators' too. */
  Stream<Account> all() {
    return accounts.values().stream();
  }

  private Account first(String base) {
    return accounts.computeIfAbsent(
        base, name -> new Account(++lastId, name, Optional.empty(), SimulatedBindings.first(name)));
  }

  private Account account(String name, Optional<ExecutionId> madeBy) {
    lastId++;
    return new Account(lastId, name, madeBy, Secret.of(SimulatedRegistry.MARK + "made-" + lastId));
  }

  private static String base(String name) {
    return name.split("-", 2)[0];
  }
}
