package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.out.Registry.Login;
import dev.executionworkers.port.out.Registry.Robot;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A fresh robot as Harbor tells of it this once, with the secret that it has made. */
record CreatedRobot(long id, String username, Secret token) {
  private static final Pattern CREDENTIAL =
      Pattern.compile("(?<id>[0-9]+) (?<username>\\S+) (?<token>.+)", Pattern.DOTALL);

  /** The robot in the answer to its creation; empty when there is none to be read. */
  static Optional<CreatedRobot> of(Exchanged exchanged) {
    return exchanged instanceof Answered answer && answer.status() == 201
        ? Json.read(answer.body()).filter(CreatedRobot::isReadable).map(CreatedRobot::read)
        : Optional.empty();
  }

  /** The robot of a credential that was made here. */
  static CreatedRobot of(Secret credential) {
    Matcher matcher = CREDENTIAL.matcher(credential.reveal());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a robot's credential");
    }
    return new CreatedRobot(
        Long.parseLong(matcher.group("id")),
        matcher.group("username"),
        Secret.of(matcher.group("token")));
  }

  /** Everything in one piece: a username has no blank in it. */
  Secret credential() {
    return Secret.of(id + " " + username + " " + token.reveal());
  }

  Login login() {
    return new Login(new Robot(id, username), token);
  }

  private static boolean isReadable(JsonNode robot) {
    JsonNode id = robot.path("id");
    return id.isIntegralNumber()
        && id.canConvertToLong()
        && !robot.path("name").asString("").isEmpty()
        && robot.path("name").asString("").chars().noneMatch(Character::isWhitespace)
        && !robot.path("secret").asString("").isEmpty();
  }

  private static CreatedRobot read(JsonNode robot) {
    return new CreatedRobot(
        robot.path("id").asLong(),
        robot.path("name").asString(),
        Secret.of(robot.path("secret").asString()));
  }
}
