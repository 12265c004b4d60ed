package dev.executionworkers.simulators.harbor;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * One row of Harbor's robot table.
 *
 * @param secrets every secret it ever had, the one in force last
 */
record StoredRobot(
    long id,
    RobotName name,
    RobotSettings settings,
    List<Permission> permissions,
    Provenance provenance,
    List<String> secrets) {

  StoredRobot {
    permissions = List.copyOf(permissions);
    secrets = List.copyOf(secrets);
  }

  String secret() {
    return secrets.getLast();
  }

  /** Whether a login with that secret succeeds: there is no overlap, only the last one counts. */
  boolean accepts(String presented, Instant now) {
    return !settings.disabled() && !settings.expired(now) && secret().equals(presented);
  }

  /** Another secret, or the same one set again; both move {@code update_time}. */
  StoredRobot withSecret(String next, Instant now) {
    var all =
        next.equals(secret()) ? secrets : Stream.concat(secrets.stream(), Stream.of(next)).toList();
    return new StoredRobot(id, name, settings, permissions, provenance.touched(now), all);
  }

  StoredRobot with(RobotSettings changed, List<Permission> granted, Instant now) {
    return new StoredRobot(id, name, changed, granted, provenance.touched(now), secrets);
  }

  /** Whether it may do that at that place. */
  boolean holds(String kind, String namespace, String resource, String action) {
    return permissions.stream()
        .filter(permission -> permission.reaches(kind, namespace))
        .flatMap(permission -> permission.access().stream())
        .anyMatch(access -> access.isTo(resource, action));
  }
}
