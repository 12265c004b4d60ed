package dev.executionworkers.simulators.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One answer. The server adds {@code Date}, {@code Content-Length} and, where it closes, {@code
 * Connection}; all else is the simulator's.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying would cost every request
public record Reply(int status, Headers headers, byte[] body) {

  /** An answer without a body. */
  public static Reply empty(int status) {
    return new Reply(status, Headers.NONE, new byte[0]);
  }

  /** A JSON body of a map, list, record or node, as {@code application/json; charset=utf-8}. */
  public static Reply json(int status, Object value) {
    return of(status, "application/json; charset=utf-8", Json.write(value));
  }

  /** A JSON body that is written already. It is sent as it is, valid or not. */
  public static Reply rawJson(int status, String json) {
    return of(status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
  }

  /** A plain text body. */
  public static Reply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** A body of any type. */
  public static Reply of(int status, String contentType, byte[] body) {
    return new Reply(status, Headers.NONE.plus("Content-Type", contentType), body);
  }

  /** This answer with one header more. */
  public Reply with(String name, String value) {
    return new Reply(status, headers.plus(name, value), body);
  }

  /** The first value of a header; its name's case does not matter. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as JSON; empty when it is none. */
  public Optional<JsonNode> json() {
    return Json.read(body);
  }

  @Override
  public String toString() {
    return status + " " + text();
  }
}
