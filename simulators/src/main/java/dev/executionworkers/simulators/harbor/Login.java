package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out by Basic credentials who calls. A wrong secret costs the caller a pause, and while that
 * lasts a user (never a robot) of that name is locked out, the right password too. Several wrong
 * ones at once share one pause.
 *
 * <p>Not thread-safe: whoever uses it holds {@link HarborCore}'s lock.
 */
final class Login {

  /** Who it is, and how long the answer must wait. */
  record Attempt(Caller caller, Duration penalty) {}

  private record Credentials(String name, String secret) {}

  private static final String SCHEME = "Basic ";

  private final HarborState state;
  private final Conditions conditions;
  private final Map<String, Long> lockedUntilNanos = new HashMap<>();

  Login(HarborState state, Conditions conditions) {
    this.state = state;
    this.conditions = conditions;
  }

  Attempt attempt(Received request) {
    if (conditions.databaseDown()) {
      return failed(Duration.ZERO); // nobody can be looked up, so nobody is believed
    }
    return credentials(request).map(this::attempt).orElseGet(() -> failed(Duration.ZERO));
  }

  private Attempt attempt(Credentials credentials) {
    return robot(credentials)
        .or(() -> user(credentials))
        .map(caller -> new Attempt(caller, Duration.ZERO))
        .orElseGet(() -> failed(penalty(credentials.name)));
  }

  private Optional<Caller> robot(Credentials credentials) {
    return state
        .robotByShownName(credentials.name)
        .filter(robot -> robot.accepts(credentials.secret, state.now()))
        .map(robot -> new Caller.ByRobot(robot, credentials.name));
  }

  private Optional<Caller> user(Credentials credentials) {
    return state
        .user(credentials.name)
        .filter(user -> user.password().equals(credentials.secret) && !locked(user.name()))
        .map(Caller.ByUser::new);
  }

  private Duration penalty(String name) {
    Duration penalty = conditions.loginPenalty();
    if (penalty.isZero() || locked(name)) {
      return Duration.ZERO;
    }
    lockedUntilNanos.put(name, System.nanoTime() + penalty.toNanos());
    return penalty;
  }

  private boolean locked(String name) {
    return lockedUntilNanos.containsKey(name)
        && lockedUntilNanos.getOrDefault(name, 0L) - System.nanoTime() > 0;
  }

  private static Attempt failed(Duration penalty) {
    return new Attempt(Caller.ANONYMOUS, penalty);
  }

  private static Optional<Credentials> credentials(Received request) {
    return request
        .header("Authorization")
        .filter(value -> value.startsWith(SCHEME))
        .flatMap(value -> decode(value.substring(SCHEME.length()).strip()));
  }

  private static Optional<Credentials> decode(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(new Credentials(pair.substring(0, colon), pair.substring(colon + 1)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
