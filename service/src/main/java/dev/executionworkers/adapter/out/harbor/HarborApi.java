package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.ForeignText;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry.Robot;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The requests to Harbor's API v2.0 that a rotation makes, and what came of them. Each carries the
 * operation's idempotency key as {@code X-Request-Id}, under which Harbor logs it. No cookie is
 * ever sent: a write with any {@code sid} cookie is refused before Harbor looks at who is asking.
 * Thread-safe.
 */
final class HarborApi {
  /** The most that Harbor gives on one page. */
  static final int PAGE_SIZE = 100;

  private static final String API = "/api/v2.0";
  private static final Pattern TAIL = Pattern.compile("/*(?:/api(?:/v2\\.0)?)?/*$");

  private final Exchange exchange;
  private final String root;
  private final BasicCredentials principal;
  private final String rights;

  /**
   * @param base {@code HARBOR_URL}: a path before the API is kept, the API's own path may be there
   * @param rights what the principal must be allowed to do, told when something is forbidden
   */
  HarborApi(Exchange exchange, URI base, BasicCredentials principal, String rights) {
    this.exchange = exchange;
    this.root = root(base);
    this.principal = principal;
    this.rights = rights;
  }

  /**
   * A read that asks for no credentials, has no side effect and needs nothing but Harbor itself.
   */
  static OutboundRequest ping(URI base) {
    return OutboundRequest.of(Method.GET, URI.create(root(base) + API + "/ping"));
  }

  /** Who the principal is. */
  Exchanged principal(Attempt attempt) {
    return send(get("/users/current"), principal.authorization(), attempt);
  }

  /** A login as a robot, which has no side effect. */
  Exchanged login(Robot robot, Secret token, Attempt attempt) {
    String authorization = BasicCredentials.authorization(robot.username(), token);
    return send(get("/users/current"), authorization, attempt);
  }

  /** The robot of that number. */
  Exchanged robot(long id, Attempt attempt) {
    return send(get("/robots/" + id), principal.authorization(), attempt);
  }

  /** A page, counted from 1, of the system robots of such names. */
  Exchanged systemRobots(NameQuery names, int page, Attempt attempt) {
    return robots("name=" + names.condition(), page, attempt);
  }

  /** A page, counted from 1, of a project's robots of such names, {@code project+name}. */
  Exchanged projectRobots(long projectId, NameQuery names, int page, Attempt attempt) {
    String query = "Level=project,ProjectID=" + projectId + ",name=" + names.condition();
    return robots(query, page, attempt);
  }

  /** Which names are asked for: a very name, or all that contain a part. */
  record NameQuery(String text, boolean partly) {

    private String condition() {
      return (partly ? "~" : "") + encodedTwice(text);
    }
  }

  /** Makes a robot; a secret in {@code robot} would be ignored. */
  Exchanged createRobot(JsonNode robot, Attempt attempt) {
    OutboundRequest request = OutboundRequest.json(Method.POST, uri("/robots"), Json.write(robot));
    return send(request, principal.authorization(), attempt);
  }

  /** Deletes the robot of that number. */
  Exchanged deleteRobot(long id, Attempt attempt) {
    OutboundRequest request = OutboundRequest.of(Method.DELETE, uri("/robots/" + id));
    return send(request, principal.authorization(), attempt);
  }

  /** A project by its name, also where that is a number. */
  Exchanged project(String name, Attempt attempt) {
    OutboundRequest request = get("/projects/" + encoded(name));
    return send(request.with("X-Is-Resource-Name", "true"), principal.authorization(), attempt);
  }

  /**
   * Sets a robot's secret.
   *
   * @throws IllegalArgumentException for an empty one, for which Harbor would make one itself that
   *     nobody knows
   */
  Exchanged setSecret(long id, Secret secret, Attempt attempt) {
    if (secret.isEmpty()) {
      throw new IllegalArgumentException("an empty secret must never reach Harbor");
    }
    String body = Json.write(Json.object().put("secret", secret.reveal()));
    OutboundRequest request = OutboundRequest.json(Method.PATCH, uri("/robots/" + id), body);
    return send(request, principal.authorization(), attempt);
  }

  /**
   * The failure that an answer is which is not what was asked for. A 401 is looked into: Harbor
   * gives one to everybody while it cannot reach its database, and only its health names that
   * cause.
   *
   * @param sent what must not come back in a message, beside the principal's password
   */
  Failure failure(Exchanged exchanged, Attempt attempt, Secret... sent) {
    if (HarborAnswers.isUnauthorized(exchanged)
        && HarborAnswers.saysDatabaseDown(health(attempt))) {
      return HarborAnswers.databaseDown();
    }
    return HarborAnswers.failure(exchanged, safe(sent), rights);
  }

  /** The failure of a proof that proved nothing. */
  Failure inconclusive(Exchanged exchanged, Secret sent) {
    return HarborAnswers.inconclusive(exchanged, safe(sent), rights);
  }

  /** What makes Harbor's messages fit to be shown. */
  private ForeignText safe(Secret... sent) {
    return ForeignText.without(sent).andLogin(principal.username(), principal.password().get());
  }

  /** How Harbor's components are; asks for no credentials. */
  private Exchanged health(Attempt attempt) {
    return exchange.send(
        get("/health").by(Sender.of(attempt)).with("X-Request-Id", attempt.idempotencyKey()));
  }

  private Exchanged robots(String query, int page, Attempt attempt) {
    String path = "/robots?q=" + query + "&page=" + page + "&page_size=" + PAGE_SIZE;
    return send(get(path), principal.authorization(), attempt);
  }

  private Exchanged send(OutboundRequest request, String authorization, Attempt attempt) {
    return exchange.send(
        request
            .by(Sender.of(attempt))
            .with("Authorization", authorization)
            .with("Accept", "application/json")
            .with("X-Request-Id", attempt.idempotencyKey()));
  }

  private OutboundRequest get(String path) {
    return OutboundRequest.of(Method.GET, uri(path));
  }

  private URI uri(String path) {
    return URI.create(root + API + path);
  }

  private static String root(URI base) {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    return base.getScheme() + "://" + base.getRawAuthority() + TAIL.matcher(path).replaceFirst("");
  }

  /** Harbor decodes the values of {@code q} once more than everything else. */
  private static String encodedTwice(String text) {
    return encoded(encoded(text));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
