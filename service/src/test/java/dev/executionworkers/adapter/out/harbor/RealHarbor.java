package dev.executionworkers.adapter.out.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Peer;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A real Harbor, of which {@code REGISTRY_CONTRACT_URL}, {@code REGISTRY_CONTRACT_USERNAME} and
 * {@code REGISTRY_CONTRACT_PASSWORD} tell where it is and who administers it. Makes robots of its
 * own, {@code contract-…}, and deletes them again.
 */
record RealHarbor(
    HttpExchange exchange, String api, BasicCredentials admin, Map<String, JsonNode> made)
    implements AutoCloseable {
  private static final String PULL =
      """
      {"level":"system","duration":1,"permissions":[{"kind":"project","namespace":"*",
       "access":[{"resource":"repository","action":"pull"}]}]}\
      """;

  /** Skips the test when there is none. */
  static RealHarbor connect() {
    Optional<String> url = setting("URL");
    Optional<String> username = setting("USERNAME");
    Optional<String> password = setting("PASSWORD");
    Assumptions.assumeTrue(
        url.isPresent() && username.isPresent() && password.isPresent(),
        "no real Harbor: set REGISTRY_CONTRACT_URL, _USERNAME and _PASSWORD to use one");
    return new RealHarbor(
        Exchanges.to(Peer.HARBOR, URI.create(url.get())),
        url.get().replaceAll("/+$", "") + "/api/v2.0",
        new BasicCredentials(username.get(), () -> Secret.of(password.get())),
        new LinkedHashMap<>());
  }

  URI uri() {
    return URI.create(api);
  }

  String freshName(String hint) {
    return "contract-" + hint + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  void makeRobot(String name) {
    ObjectNode body = (ObjectNode) Json.read(PULL).orElseThrow();
    body.put("name", name);
    made.put(name, send(Method.POST, "/robots", Optional.of(body), 201));
  }

  void disableRobot(String name) {
    String path = path(made.get(name));
    ObjectNode robot = (ObjectNode) send(Method.GET, path, Optional.empty(), 200);
    robot.put("disable", true);
    send(Method.PUT, path, Optional.of(robot), 200);
  }

  /** By the token service, which is another way in than the adapter's. */
  boolean logsIn(String username, Secret token) {
    String url = api.replaceAll("/api/v2\\.0$", "/service/token?service=harbor-registry");
    Exchanged exchanged =
        exchange.send(
            OutboundRequest.of(Method.GET, URI.create(url))
                .with("Authorization", BasicCredentials.authorization(username, token)));
    return exchanged instanceof Answered answer && answer.status() == 200;
  }

  /** Deletes what was made, and what was made in its stead. */
  @Override
  public void close() {
    made.forEach((name, robot) -> {
      String like = "/robots?page_size=100&q=name=~" + name + "-";
      send(Method.GET, like, Optional.empty(), 200)
          .valueStream()
          .filter(other -> RobotMark.parse(other.path("description").asString("")).isPresent())
          .forEach(this::delete);
      delete(robot);
    });
    exchange.close();
  }

  private void delete(JsonNode robot) {
    send(Method.DELETE, path(robot), Optional.empty(), 200);
  }

  private JsonNode send(Method method, String path, Optional<JsonNode> body, int expected) {
    URI uri = URI.create(api + path);
    OutboundRequest request =
        body.map(json -> OutboundRequest.json(method, uri, Json.write(json)))
            .orElseGet(() -> OutboundRequest.of(method, uri));
    Exchanged exchanged = exchange.send(request.with("Authorization", admin.authorization()));
    assertThat(exchanged)
        .isInstanceOfSatisfying(
            Answered.class, answer -> assertThat(answer.status()).isEqualTo(expected));
    return Json.read(((Answered) exchanged).body()).orElseGet(Json::object);
  }

  private static String path(JsonNode robot) {
    return "/robots/" + robot.path("id").asLong();
  }

  private static Optional<String> setting(String name) {
    return Optional.ofNullable(System.getenv("REGISTRY_CONTRACT_" + name))
        .filter(value -> !value.isEmpty());
  }
}
