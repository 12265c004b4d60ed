package dev.executionworkers.acceptance;

import dev.executionworkers.simulators.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * What came back for one request.
 *
 * @param status {@value #NONE} when nothing came in time; {@code body} says why then
 * @param headers the first value of each, whatever the case of its name
 */
public record Answer(int status, Map<String, String> headers, String body, Duration took) {
  /** The status of no answer. */
  public static final int NONE = 0;

  public Answer {
    var caseless = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    caseless.putAll(headers);
    headers = caseless;
  }

  /** A header's value. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The body as JSON; missing when it is none. */
  public JsonNode json() {
    return Json.read(body.getBytes(StandardCharsets.UTF_8))
        .orElseGet(() -> Json.object().path("none"));
  }

  /** A field of the body as text; empty when there is none. */
  public String field(String name) {
    return json().path(name).asString("");
  }

  /** The stable code of a problem; empty for a success. */
  public String code() {
    return field("code");
  }

  public boolean isSuccess() {
    return status >= 200 && status <= 299;
  }

  @Override
  public String toString() {
    return status + " after " + took.toMillis() + " ms: " + body;
  }
}
