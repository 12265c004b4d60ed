package dev.executionworkers.simulators.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The paths under {@code /_sim/}; what they do stands in the package's documentation. */
final class ControlApi {

  private static final String PREFIX = "/_sim/";

  private final FaultPlan faults;
  private final Recording recording;
  private volatile Supplier<Object> state = Map::of;

  ControlApi(FaultPlan faults, Recording recording) {
    this.faults = faults;
    this.recording = recording;
  }

  void publishState(Supplier<Object> published) {
    state = published;
  }

  boolean owns(Received request) {
    return request.target().startsWith(PREFIX);
  }

  Reply handle(Received request) {
    return switch (request.method() + " " + request.path().substring(PREFIX.length())) {
      case "GET received" -> Reply.json(200, received());
      case "DELETE received" -> {
        recording.clear();
        yield Reply.empty(204);
      }
      case "POST faults" -> addFault(request);
      case "DELETE faults" -> {
        faults.clear();
        yield Reply.empty(204);
      }
      case "GET state" -> Reply.json(200, state.get());
      default -> Reply.json(404, Map.of("message", "no such control path or method"));
    };
  }

  private Reply addFault(Received request) {
    try {
      FaultRule rule =
          FaultRule.parse(
              request.json().orElseThrow(() -> new IllegalArgumentException("not JSON")));
      if (rule.times() > 0) {
        faults.next(rule.times(), rule.matcher(), rule.fault());
      } else {
        faults.always(rule.matcher(), rule.fault());
      }
      return Reply.json(201, Map.of("fault", rule.fault().getClass().getSimpleName()));
    } catch (IllegalArgumentException refused) {
      return Reply.json(400, Map.of("message", String.valueOf(refused.getMessage())));
    }
  }

  private List<Map<String, Object>> received() {
    return recording.exchanges().stream().map(ControlApi::describe).toList();
  }

  private static Map<String, Object> describe(Exchange exchange) {
    Received request = exchange.request();
    var described = new LinkedHashMap<String, Object>();
    described.put("at", request.at().toString());
    described.put("connection", request.connection());
    described.put("method", request.method());
    described.put("target", request.target());
    described.put("headers", fields(request.headers()));
    described.put("body", request.text());
    exchange.fault().ifPresent(f -> described.put("fault", f.getClass().getSimpleName()));
    exchange.reply().ifPresent(r -> described.put("reply", describe(r)));
    return described;
  }

  private static Map<String, Object> describe(Reply reply) {
    return Map.of(
        "status", reply.status(), "headers", fields(reply.headers()), "body", reply.text());
  }

  /** A list, since a name may occur twice. */
  private static List<Map<String, String>> fields(Headers headers) {
    return headers.fields().stream()
        .map(f -> Map.of("name", f.name(), "value", f.value()))
        .toList();
  }
}
