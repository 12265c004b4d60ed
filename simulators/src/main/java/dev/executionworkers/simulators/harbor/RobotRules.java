package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a robot's description must be, in the order Harbor looks at it. */
final class RobotRules {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:[._-][a-z0-9]+)*");

  private RobotRules() {}

  static Optional<Reply> badName(String name) {
    return refuseUnless(
        NAME.matcher(name).matches(),
        "robot name is not in lower case or contains illegal characters");
  }

  /** The first thing wrong with duration, level or permissions. */
  static Optional<Reply> violation(long durationDays, RobotBody body) {
    return badDuration(durationDays)
        .or(() -> badLevel(body.level()))
        .or(() -> badShape(body))
        .or(() -> body.permissions().stream().flatMap(p -> badPermission(p).stream()).findFirst());
  }

  private static Optional<Reply> badDuration(long days) {
    return refuseUnless(
        days == RobotSettings.FOR_EVER || (days > 0 && days < Integer.MAX_VALUE),
        "bad request error duration input: %d, duration must be either -1(Never) or a positive integer"
            .formatted(days));
  }

  private static Optional<Reply> badLevel(String level) {
    return refuseUnless(
        level.equals(Permission.SYSTEM) || level.equals(Permission.PROJECT),
        "bad request error level input: " + level);
  }

  private static Optional<Reply> badShape(RobotBody body) {
    List<Permission> permissions = body.permissions();
    return refuseUnless(!permissions.isEmpty(), "bad request empty permission")
        .or(() ->
            refuseUnless(
                permissions.stream().noneMatch(permission -> permission.access().isEmpty()),
                "bad request empty access"))
        .or(() ->
            refuseUnless(
                body.level().equals(Permission.SYSTEM) || permissions.size() == 1,
                "bad request permission"));
  }

  private static Optional<Reply> badPermission(Permission permission) {
    return switch (permission.kind()) {
      case Permission.SYSTEM -> unknownRight(permission, PermissionCatalog.SYSTEM);
      case Permission.PROJECT -> unknownRight(permission, PermissionCatalog.PROJECT);
      default ->
          Optional.of(Answers.badRequest("bad request permission level: " + permission.kind()));
    };
  }

  private static Optional<Reply> unknownRight(Permission permission, Set<Access> known) {
    return permission.access().stream()
        .filter(access -> !known.contains(new Access(access.resource(), access.action())))
        .findFirst()
        .map(access -> Answers.badRequest("bad request permission: " + access.label()));
  }

  private static Optional<Reply> refuseUnless(boolean fine, String message) {
    return fine ? Optional.empty() : Optional.of(Answers.badRequest(message));
  }
}
