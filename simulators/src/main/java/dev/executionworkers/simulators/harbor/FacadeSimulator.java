package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A façade of somebody's own before a registry: a POST with the right Basic credentials answers
 * {@code {"token"}}, another one each time, and only the last one is good. Every method may be
 * called on any thread.
 */
public final class FacadeSimulator implements AutoCloseable {

  private static final String PATH = "/rotate";

  private final SimulatedServer server;
  private final String authorization;
  private final List<String> minted = new CopyOnWriteArrayList<>();
  private final Map<String, String> inForce = new ConcurrentHashMap<>();

  private FacadeSimulator(int port, String username, String password) {
    authorization =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8));
    server = SimulatedServer.start("registry-facade", port, this::handle);
    server.publishState(() -> Map.of("minted", minted));
  }

  /** Starts on a free port, for one caller. */
  public static FacadeSimulator start(String username, String password) {
    return start(0, username, password);
  }

  /** Starts on that port, for one caller. */
  public static FacadeSimulator start(int port, String username, String password) {
    return new FacadeSimulator(port, username, password);
  }

  /** What it listens with: its faults and what it received. */
  public SimulatedServer server() {
    return server;
  }

  /** The URL to POST to. */
  public URI uri() {
    return URI.create(server.baseUri() + PATH);
  }

  /** Every token handed out, oldest first; also those whose answer was lost on the way. */
  public List<String> minted() {
    return List.copyOf(minted);
  }

  /** How many tokens were handed out. */
  public int mintedCount() {
    return minted.size();
  }

  /** The token that is good now; empty before the first. */
  public Optional<String> tokenInForce() {
    return minted.isEmpty() ? Optional.empty() : Optional.of(minted.getLast());
  }

  /** The token that is good now for one robot, as requests name it; empty before its first. */
  public Optional<String> tokenInForce(String robot) {
    return Optional.ofNullable(inForce.get(robot));
  }

  @Override
  public void close() {
    server.close();
  }

  private Reply handle(Received request) {
    if (!request.path().equals(PATH)) {
      return error(404, "no such path");
    }
    if (!request.method().equals("POST")) {
      return error(405, "POST only").with("Allow", "POST");
    }
    if (!request.header("Authorization").equals(Optional.of(authorization))) {
      return error(401, "bad credentials").with("WWW-Authenticate", "Basic");
    }
    String token = SecretRule.generate();
    minted.add(token);
    request
        .json()
        .map(body -> body.path("robot").asString(""))
        .ifPresent(robot -> inForce.put(robot, token));
    return Reply.json(200, Map.of("token", token));
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, Map.of("error", message));
  }
}
