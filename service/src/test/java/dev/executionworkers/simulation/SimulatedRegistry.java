package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A registry with one secret per robot, which cannot fence: whatever arrives last is in force. A
 * robot is called as the first letter of the secrets it serves.
 */
final class SimulatedRegistry implements Registry.Settable {
  /** What every token begins with, so that it is found where it must not be. */
  static final String MARK = "T0ken-";

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Wire wire;
  private final Weather weather;
  private final Tally tally;
  private final Map<String, Secret> inForce = new HashMap<>();
  private final Map<String, Set<String>> sentUnderKey = new LinkedHashMap<>();
  private final Map<String, Set<String>> sentToRobot = new HashMap<>();
  private final Set<String> proven = new HashSet<>();
  private int chosen;

  SimulatedRegistry(Wire wire, Weather weather, Tally tally) {
    this.wire = wire;
    this.weather = weather;
    this.tally = tally;
  }

  /** The tokens that arrived to be set under each outbound key. */
  Map<String, Set<String>> sentUnderKey() {
    return sentUnderKey;
  }

  /** Whether it ever arrived to be set. */
  boolean wasSent(Secret token) {
    return sentToRobot.values().stream().anyMatch(sent -> sent.contains(token.reveal()));
  }

  /** How many different tokens have ever arrived to be set for a robot. */
  int tokensSentTo(String robot) {
    return sentToRobot.getOrDefault(robot, Set.of()).size();
  }

  Secret inForce(String robot) {
    return inForce.computeIfAbsent(robot, name -> SimulatedBindings.first(name));
  }

  /** Whether this token was proven to be a robot's at some moment. */
  boolean wasProven(Secret token) {
    return proven.contains(token.reveal());
  }

  @Override
  public String robotName(SecretId secret) {
    return secret.value().substring(0, 1);
  }

  @Override
  public StepResult<Robot> look(SecretId secret, Attempt attempt) {
    Robot robot = new Robot(secret.value().charAt(0), robotName(secret));
    return wire.call(Peer.HARBOR, attempt, TIMEOUT, () -> StepResult.done(robot));
  }

  @Override
  public Secret choose() {
    return Secret.of(MARK + ++chosen);
  }

  @Override
  public StepResult<Confirmed> set(Robot robot, Secret token, Attempt attempt) {
    return wire.call(Peer.HARBOR, attempt, TIMEOUT, () -> take(robot, token, attempt));
  }

  private StepResult<Confirmed> take(Robot robot, Secret token, Attempt attempt) {
    String name = robot.username();
    sentUnderKey
        .computeIfAbsent(attempt.idempotencyKey(), _ -> new HashSet<>())
        .add(token.reveal());
    sentToRobot.computeIfAbsent(name, _ -> new HashSet<>()).add(token.reveal());
    boolean lost = weather.losesChange();
    tally.trace(() -> "registry: " + name + " gets " + token.reveal() + (lost ? ", lost" : ""));
    if (lost) {
      tally.count("fault: change confirmed and lost");
    } else {
      inForce.put(name, token);
    }
    return StepResult.done(new Confirmed());
  }

  @Override
  public StepResult<Proof> prove(Robot robot, Secret token, Attempt attempt) {
    return wire.call(
        Peer.HARBOR,
        attempt,
        TIMEOUT,
        () -> {
          if (!inForce(robot.username()).equals(token)) {
            return StepResult.done(Proof.DISPROVED);
          }
          proven.add(token.reveal());
          return StepResult.done(Proof.PROVEN);
        });
  }
}
