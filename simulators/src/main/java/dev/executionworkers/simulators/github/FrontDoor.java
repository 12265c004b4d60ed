package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Handler;
import dev.executionworkers.simulators.wire.HttpDate;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every request meets before and after its route: the user agent, credentials, the API's
 * version, limits, conditional reads and the headers of every answer.
 */
final class FrontDoor implements Handler {

  private static final List<String> ENTERPRISE_PREFIX = List.of("api", "v3");
  private static final String DEFAULT_VERSION = "2022-11-28";

  /** The versions there are, and the headers that go with them. */
  private static final Map<String, Optional<String>> SUNSET_BY_VERSION =
      Map.of(
          DEFAULT_VERSION,
          Optional.of("Fri, 10 Mar 2028 00:00:00 GMT"),
          "2026-03-10",
          Optional.empty());

  private final GitHubState state;
  private final Credentials credentials;
  private final RateLimits limits;
  private final Routes routes;
  private long requests;

  FrontDoor(GitHubState state, RateLimits limits) {
    this.state = state;
    this.credentials = new Credentials(state);
    this.limits = limits;
    this.routes = new Routes(state, limits);
  }

  @Override
  public Reply handle(Received request) {
    return state.locked(() -> answer(request));
  }

  private Reply answer(Received request) {
    String requestId = "%04X:51M:%08X".formatted(requests % 0x10000, ++requests);
    Visitor visitor = visitor(request);
    Reply reply = admit(request, visitor, requestId);
    return headers(reply, request, visitor.caller(), requestId);
  }

  /**
   * Who comes.
   *
   * @param refusal why they are not let in, if they are not
   */
  private record Visitor(Caller caller, Optional<Reply> refusal) {}

  private Visitor visitor(Received request) {
    try {
      return new Visitor(credentials.caller(request), Optional.empty());
    } catch (Refused refused) {
      return new Visitor(new Caller.Anonymous(), Optional.of(refused.reply()));
    }
  }

  private Reply admit(Received request, Visitor visitor, String requestId) {
    if (request.header("User-Agent").filter(agent -> !agent.isBlank()).isEmpty()) {
      return Reply.text(
          403,
          "\r\nRequest forbidden by administrative rules. Please make sure your request has a"
              + " User-Agent header (https://docs.github.com/en/rest/overview/"
              + "resources-in-the-rest-api#user-agent-required).\r\n");
    }
    if (visitor.refusal().isPresent()) {
      return visitor.refusal().get();
    }
    if (!SUNSET_BY_VERSION.containsKey(version(request))) {
      String message = "The API version '" + version(request) + "' is not supported.";
      return Answers.error(400, message, Docs.ROOT + "/about-the-rest-api/api-versions");
    }
    Call call = call(request, visitor.caller());
    if (call.path().equals(List.of("rate_limit"))) {
      return routes.answer(call);
    }
    return limits.refuse(call, requestId).orElseGet(() -> countAndAnswer(call));
  }

  /** A conditional read that finds nothing new is free. */
  private Reply countAndAnswer(Call call) {
    Reply reply = routes.answer(call);
    if (call.is("GET") && reply.status() == 200) {
      String tag = "W/\"" + Integer.toHexString(Arrays.hashCode(reply.body())) + "\"";
      if (call.request().header("If-None-Match").filter(tag::equals).isPresent()) {
        return Reply.empty(304).with("ETag", tag);
      }
      reply = reply.with("ETag", tag);
    }
    limits.count(call.caller());
    return reply;
  }

  private static Call call(Received request, Caller caller) {
    List<String> path = request.segments();
    boolean enterprise = path.size() > 2 && path.subList(0, 2).equals(ENTERPRISE_PREFIX);
    String method = request.method().equals("HEAD") ? "GET" : request.method();
    String origin = "http://" + request.header("Host").orElse("127.0.0.1");
    return enterprise
        ? new Call(request, caller, method, path.subList(2, path.size()), origin, "/api/v3")
        : new Call(request, caller, method, path, origin, "");
  }

  private static String version(Received request) {
    return request.header("X-GitHub-Api-Version").orElse(DEFAULT_VERSION);
  }

  private Reply headers(Reply reply, Received request, Caller caller, String requestId) {
    Reply answer =
        limits
            .withHeaders(reply, caller)
            .with("Date", HttpDate.format(state.clock.instant()))
            .with("Server", "github.com")
            .with("X-GitHub-Media-Type", "github.v3; format=json")
            .with("X-GitHub-Request-Id", requestId);
    Optional<String> sunset = SUNSET_BY_VERSION.getOrDefault(version(request), Optional.empty());
    if (sunset.isPresent()) {
      answer = answer.with("Sunset", sunset.get());
    }
    return SUNSET_BY_VERSION.containsKey(version(request))
        ? answer.with("X-GitHub-Api-Version-Selected", version(request))
        : answer;
  }
}
