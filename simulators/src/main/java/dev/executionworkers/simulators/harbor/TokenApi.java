package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The token service and the registry behind it. A bearer token lives its thirty minutes whatever
 * happens to its robot: rotated, disabled or deleted, it stays good for {@code /v2/} and only for
 * that.
 */
final class TokenApi {

  private static final Duration LIFETIME = Duration.ofMinutes(30);
  private static final String SERVICE = "harbor-registry";
  private static final String SCHEME = "Bearer ";

  private final HarborState state;
  private final Map<String, Instant> expiryByBearer = new HashMap<>();

  TokenApi(HarborState state) {
    this.state = state;
  }

  Reply service(Caller caller, Received request) {
    if (!request.path().equals("/service/token")) {
      return Answers.notFound("path " + request.path() + " was not found");
    }
    if (!request.query("service").equals(Optional.of(SERVICE))) {
      return Reply.text(400, "unable to handle service: " + request.query("service").orElse(""));
    }
    if (caller instanceof Caller.Anonymous) {
      return Reply.empty(401);
    }
    Instant now = state.now();
    String bearer = "bearer-" + UUID.randomUUID();
    expiryByBearer.put(bearer, now.plus(LIFETIME));
    var answer = new TreeMap<String, Object>();
    answer.put("token", bearer);
    answer.put("access_token", "");
    answer.put("expires_in", LIFETIME.toSeconds());
    answer.put("issued_at", RobotJson.time(now));
    return Reply.json(200, answer);
  }

  Reply registry(Caller caller, Received request, List<String> segments) {
    if (caller instanceof Caller.Anonymous && !carriesLiveBearer(request)) {
      return Answers.error(401, "UNAUTHORIZED", "unauthorized: unauthorized")
          .with(
              "Www-Authenticate",
              "Bearer realm=\"http://127.0.0.1/service/token\",service=\"" + SERVICE + "\"");
    }
    boolean root = segments.size() == 2 && segments.getLast().isEmpty();
    return root ? Reply.json(200, Map.of()) : Answers.notFound("repository not found");
  }

  private boolean carriesLiveBearer(Received request) {
    return request
        .header("Authorization")
        .filter(value -> value.startsWith(SCHEME))
        .map(value -> expiryByBearer.get(value.substring(SCHEME.length())))
        .filter(expiry -> state.now().isBefore(expiry))
        .isPresent();
  }
}
