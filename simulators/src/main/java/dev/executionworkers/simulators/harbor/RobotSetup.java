package dev.executionworkers.simulators.harbor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A robot that is there from the start, described step by step. Immutable.
 *
 * @param name without prefix and project
 * @param project empty for a system robot
 * @param secret empty to have one generated
 * @param durationDays -1 for ever
 */
public record RobotSetup(
    String name, String project, String secret, long durationDays, List<Right> rights) {

  /** What a robot may do in one place, as Harbor's {@code permissions} have it. */
  public record Right(String kind, String namespace, String resource, String action) {}

  public RobotSetup {
    rights = List.copyOf(rights);
  }

  /** A system robot that lives for ever, has a generated secret and no rights yet. */
  public static RobotSetup system(String name) {
    return new RobotSetup(name, "", "", -1, List.of());
  }

  /** A robot of that project, which is made if it is not there. */
  public static RobotSetup inProject(String project, String name) {
    return new RobotSetup(name, project, "", -1, List.of());
  }

  /** Its secret, which need not meet Harbor's rule. */
  public RobotSetup secret(String value) {
    return new RobotSetup(name, project, value, durationDays, rights);
  }

  /** How long it lives from now; a past expiry is {@link HarborSimulator#expire(String)}. */
  public RobotSetup durationDays(long days) {
    return new RobotSetup(name, project, secret, days, rights);
  }

  /** Lets it do these things with a resource of the system, {@code ("robot", "create", "list")}. */
  public RobotSetup mayInSystem(String resource, String... actions) {
    return may("system", "/", resource, actions);
  }

  /** Lets it do these things in a project, or with {@code *} in every one. */
  public RobotSetup mayInProject(String namespace, String resource, String... actions) {
    return may("project", namespace, resource, actions);
  }

  /** Everything a robot can be allowed to do with system robots: all but update. */
  public RobotSetup mayManageRobots() {
    return mayInSystem("robot", "create", "read", "list", "delete");
  }

  private RobotSetup may(String kind, String namespace, String resource, String... actions) {
    Stream<Right> more =
        Stream.of(actions).map(action -> new Right(kind, namespace, resource, action));
    List<Right> all = Stream.concat(rights.stream(), more).toList();
    return new RobotSetup(name, project, secret, durationDays, all);
  }

  /** The robot as the administrator would have made it now. */
  StoredRobot stored(HarborState state) {
    Instant now = state.now();
    RobotName storedName =
        project.isEmpty()
            ? new RobotName(RobotName.NO_PROJECT, name)
            : new RobotName(state.addProject(project, false).id(), project + "+" + name);
    return new StoredRobot(
        state.nextRobotId(),
        storedName,
        new RobotSettings("", false, durationDays, RobotSettings.expiry(now, durationDays)),
        permissions(),
        new Provenance(now, now, "local", 1),
        List.of(secret.isEmpty() ? SecretRule.generate() : secret));
  }

  /** The rights by place, each place once, in the order they were first named. */
  private List<Permission> permissions() {
    var permissions = new ArrayList<Permission>();
    rights.stream()
        .map(right -> new Permission(right.kind, right.namespace, List.of()))
        .distinct()
        .forEach(place -> permissions.add(granted(place)));
    return permissions;
  }

  private Permission granted(Permission place) {
    return new Permission(
        place.kind(),
        place.namespace(),
        rights.stream()
            .filter(r -> r.kind.equals(place.kind()) && r.namespace.equals(place.namespace()))
            .map(right -> new Access(right.resource, right.action))
            .toList());
  }
}
