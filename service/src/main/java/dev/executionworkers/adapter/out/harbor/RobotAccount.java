package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.PeerClock;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Registry.Robot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A robot as Harbor tells of it.
 *
 * @param shownName with the prefix of the moment: what it logs in as
 * @param expired by Harbor's own clock
 * @param editable false for robots of the kind before 2.2, which Harbor lets nobody change
 * @param description what people or the service have written to it, possibly nothing
 * @param definition what a robot in its stead must have in common with it
 */
record RobotAccount(
    long id,
    String shownName,
    boolean disabled,
    boolean expired,
    boolean editable,
    String description,
    RobotDefinition definition) {
  private static final long NEVER = -1;

  /** The robot in an answer; empty when there is none to be read. */
  static Optional<RobotAccount> one(Exchanged exchanged) {
    return HarborAnswers.ok(exchanged)
        .flatMap(
            answer -> Json.read(answer.body()).flatMap(robot -> of(robot, PeerClock.at(answer))));
  }

  /** The robots in an answer; empty when it is no list or one of them cannot be read. */
  static Optional<List<RobotAccount>> list(Exchanged exchanged) {
    return HarborAnswers.ok(exchanged)
        .flatMap(answer ->
            Json.read(answer.body())
                .filter(JsonNode::isArray)
                .flatMap(robots -> all(robots, PeerClock.at(answer))));
  }

  /** The robot, unless it cannot log in or be changed. */
  StepResult<Robot> usable() {
    String robot = "robot " + shownName;
    if (disabled) {
      return conflict(robot + " is disabled");
    }
    if (expired) {
      return conflict(robot + " has expired");
    }
    return editable
        ? StepResult.done(robot())
        : conflict(robot + " is of a kind that Harbor no longer lets anybody change");
  }

  Robot robot() {
    return new Robot(id, shownName);
  }

  private static <T> StepResult<T> conflict(String detail) {
    return StepResult.refused(
        new DomainError(Peer.HARBOR, Problem.CONFLICT, DomainError.NO_STATUS, detail));
  }

  private static Optional<List<RobotAccount>> all(JsonNode array, Instant now) {
    List<RobotAccount> accounts = new ArrayList<>();
    array.forEach(element -> of(element, now).ifPresent(accounts::add));
    return Optional.of(accounts).filter(it -> it.size() == array.size()).map(List::copyOf);
  }

  private static Optional<RobotAccount> of(JsonNode robot, Instant now) {
    JsonNode id = robot.path("id");
    JsonNode name = robot.path("name");
    JsonNode expiresAt = robot.path("expires_at");
    boolean readable =
        id.canConvertToLong()
            && id.isIntegralNumber()
            && name.isString()
            && !name.asString().isEmpty()
            && expiresAt.isIntegralNumber()
            && expiresAt.canConvertToLong();
    return readable
        ? Optional.of(
            new RobotAccount(
                id.asLong(),
                name.asString(),
                robot.path("disable").asBoolean(false),
                expired(expiresAt.asLong(), now),
                robot.path("editable").asBoolean(true),
                robot.path("description").asString(""),
                RobotDefinition.of(robot)))
        : Optional.empty();
  }

  private static boolean expired(long expiresAtSeconds, Instant now) {
    return expiresAtSeconds != NEVER && expiresAtSeconds <= now.getEpochSecond();
  }
}
