package dev.executionworkers.bootstrap;

import static dev.executionworkers.bootstrap.Variable.HARBOR_ROBOT_NAME;
import static dev.executionworkers.bootstrap.Variable.HARBOR_ROBOT_PASSWORD;
import static dev.executionworkers.bootstrap.Variable.HARBOR_ROBOT_USERNAME;
import static dev.executionworkers.bootstrap.Variable.HARBOR_ROTATION;
import static dev.executionworkers.bootstrap.Variable.HARBOR_URL;

import dev.executionworkers.adapter.out.harbor.RobotNameTemplate;
import dev.executionworkers.bootstrap.Settings.Harbor;
import dev.executionworkers.bootstrap.Settings.RotationWay;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads the registry's part of the settings: all three of its credentials, or none. */
final class HarborSettings {
  private static final List<Variable> CREDENTIALS =
      List.of(HARBOR_URL, HARBOR_ROBOT_USERNAME, HARBOR_ROBOT_PASSWORD);
  private static final String ROBOT_PREFIX = "robot$";

  private final EnvironmentReader reader;

  HarborSettings(EnvironmentReader reader) {
    this.reader = reader;
  }

  /** The registry; empty when none is configured, and after a fault. */
  Optional<Harbor> parse() {
    Optional<URI> url = reader.url(HARBOR_URL);
    Optional<String> username = reader.text(HARBOR_ROBOT_USERNAME);
    Optional<SecretSource> password = reader.secret(HARBOR_ROBOT_PASSWORD);
    RobotNameTemplate robot = reader.parsed(HARBOR_ROBOT_NAME, RobotNameTemplate::new);
    RotationWay way = reader.parsed(HARBOR_ROTATION, HarborSettings::way);
    List<Variable> missing = CREDENTIALS.stream().filter(v -> !reader.isSet(v)).toList();
    if (missing.size() < CREDENTIALS.size()) {
      missing.forEach(variable ->
          reader.fault(variable, "is not set, while others of the registry's credentials are"));
    }
    username.ifPresent(name -> check(name, robot, way));
    return url.isPresent() && username.isPresent() && password.isPresent()
        ? Optional.of(new Harbor(url.get(), username.get(), password.get(), robot, way))
        : Optional.empty();
  }

  /** Basic authentication (RFC 7617) ends the user's name at the first colon. */
  private void check(String username, RobotNameTemplate robot, RotationWay way) {
    if (username.indexOf(':') >= 0 || username.chars().anyMatch(Character::isISOControl)) {
      reader.fault(HARBOR_ROBOT_USERNAME, "must not contain ':' or control characters");
    }
    if (way != RotationWay.ENDPOINT && unprefixed(robot.template()).equals(unprefixed(username))) {
      reader.fault(
          HARBOR_ROBOT_NAME,
          "must not be the account that " + HARBOR_ROBOT_USERNAME.name() + " logs in with");
    }
  }

  private static String unprefixed(String name) {
    return name.startsWith(ROBOT_PREFIX) ? name.substring(ROBOT_PREFIX.length()) : name;
  }

  private static RotationWay way(String text) {
    return switch (text) {
      case "refresh" -> RotationWay.REFRESH;
      case "endpoint" -> RotationWay.ENDPOINT;
      case "replace" -> RotationWay.REPLACE;
      default -> throw new IllegalArgumentException("must be refresh, replace or endpoint");
    };
  }
}
