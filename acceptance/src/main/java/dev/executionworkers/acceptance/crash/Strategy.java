package dev.executionworkers.acceptance.crash;

import dev.executionworkers.simulators.delegated.Binding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the service rotates, and what then must be true of a robot and its bindings. */
enum Strategy {
  REFRESH,
  REPLACE,
  ENDPOINT;

  /** What a service needs to rotate so. */
  Map<String, String> settings(World world) {
    String way = toString();
    return switch (this) {
      case REFRESH, REPLACE -> Map.of("HARBOR_ROTATION", way);
      case ENDPOINT ->
          Map.of(
              "HARBOR_ROTATION",
              way,
              "HARBOR_URL",
              world.facade().uri().toString(),
              "HARBOR_ROBOT_USERNAME",
              World.FACADE_USER);
    };
  }

  /** Whether a token is proved once more after a while. */
  boolean hasAftercare() {
    return switch (this) {
      case REFRESH, REPLACE -> true;
      case ENDPOINT -> false;
    };
  }

  /** What is wrong with what the bindings of this robot were last given; empty if it is right. */
  Optional<String> wrongWith(World world, String robot) {
    Optional<Binding> last = world.systems().delegated().lastBinding(robot);
    return last.isPresent()
        ? wrongWith(world, robot, last.get())
        : wrongWithoutBinding(world, robot);
  }

  /** The robots that were made to replace this one. */
  List<String> successors(World world, String robot) {
    return world.systems().harbor().robotNames().stream()
        .filter(name -> name.contains(robot + "-"))
        .toList();
  }

  private Optional<String> wrongWith(World world, String robot, Binding last) {
    boolean right =
        switch (this) {
          case REFRESH, REPLACE ->
              world.systems().harbor().acceptsLogin(last.username(), last.token());
          case ENDPOINT -> world.facade().tokenInForce(robot).equals(Optional.of(last.token()));
        };
    return right
        ? Optional.empty()
        : Optional.of("split token: what the bindings of " + robot + " have is not in force");
  }

  /** What nobody has handed on may not be in force, as far as nobody works on it. */
  private Optional<String> wrongWithoutBinding(World world, String robot) {
    boolean right =
        switch (this) {
          case REFRESH -> world.systems().harbor().secretOf(robot).equals(Wish.FIRST_SECRET);
          case REPLACE -> world.systems().harbor().exists(robot);
          case ENDPOINT -> world.facade().tokenInForce(robot).isEmpty();
        };
    return right
        ? Optional.empty()
        : Optional.of("lost token: " + robot + " has one that its bindings never got");
  }

  /** As the setting has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
