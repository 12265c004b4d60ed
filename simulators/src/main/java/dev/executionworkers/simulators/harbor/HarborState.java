package dev.executionworkers.simulators.harbor;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What Harbor's database holds. Not thread-safe: whoever uses it holds {@link HarborCore}'s lock.
 */
final class HarborState {

  /** Harbor's default; its administrator may change it, and every login with it. */
  private String robotPrefix = "robot$";

  private InstantSource clock = InstantSource.system();
  private long lastRobotId;
  private final Map<Long, StoredRobot> robots = new TreeMap<>();
  private final Map<String, Project> projects = new TreeMap<>();
  private final Map<String, User> users = new TreeMap<>();
  private final List<AuditEntry> audit = new ArrayList<>();
  private final Map<Long, List<String>> secretWrites = new TreeMap<>();

  Instant now() {
    return clock.instant();
  }

  void clock(InstantSource replacement) {
    clock = replacement;
  }

  String robotPrefix() {
    return robotPrefix;
  }

  void robotPrefix(String replacement) {
    robotPrefix = replacement;
  }

  /** The robot's name as every answer has it. */
  String shownName(StoredRobot robot) {
    return robotPrefix + robot.name().stored();
  }

  /** Takes the next number; one whose insert fails is used up all the same. */
  long nextRobotId() {
    return ++lastRobotId;
  }

  Optional<StoredRobot> robot(long id) {
    return Optional.ofNullable(robots.get(id));
  }

  /** By the name a login must have, which is unique. */
  Optional<StoredRobot> robotByShownName(String name) {
    return firstRobot(robot -> shownName(robot).equals(name));
  }

  boolean exists(RobotName name) {
    return firstRobot(robot -> robot.name().equals(name)).isPresent();
  }

  /** Those that match, by name, Harbor's default order. */
  List<StoredRobot> robots(Predicate<StoredRobot> matching) {
    return robots.values().stream()
        .filter(matching)
        .sorted(Comparator.comparing(robot -> robot.name().stored()))
        .toList();
  }

  /** Inserts or overwrites. */
  void save(StoredRobot robot) {
    robots.put(robot.id(), robot);
  }

  void delete(StoredRobot robot) {
    robots.remove(robot.id());
  }

  /** A project of that name, made if there is none. */
  Project addProject(String name, boolean isPublic) {
    return projects.computeIfAbsent(
        name, absent -> new Project(projects.size() + 1L, absent, isPublic));
  }

  Optional<Project> project(String name) {
    return Optional.ofNullable(projects.get(name));
  }

  Optional<Project> project(long id) {
    return projects.values().stream().filter(project -> project.id() == id).findFirst();
  }

  List<Project> projects(Predicate<Project> visible) {
    return projects.values().stream().filter(visible).toList();
  }

  Optional<User> user(String name) {
    return Optional.ofNullable(users.get(name));
  }

  int userCount() {
    return users.size();
  }

  void save(User user) {
    users.put(user.name(), user);
  }

  void recordSecretWrite(StoredRobot robot, String secret) {
    secretWrites.computeIfAbsent(robot.id(), first -> new ArrayList<>()).add(secret);
  }

  List<String> secretWrites(StoredRobot robot) {
    return List.copyOf(secretWrites.getOrDefault(robot.id(), List.of()));
  }

  void record(AuditEntry entry) {
    audit.add(entry);
  }

  List<AuditEntry> audit() {
    return List.copyOf(audit);
  }

  private Optional<StoredRobot> firstRobot(Predicate<StoredRobot> matching) {
    return robots.values().stream().filter(matching).findFirst();
  }
}
