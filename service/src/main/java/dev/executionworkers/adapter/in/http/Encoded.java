package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.Reply;
import dev.executionworkers.adapter.in.wire.ReplyJson;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A reply as it goes over the wire.
 *
 * @param headers with the length of the body
 */
record Encoded(int status, Map<String, String> headers, String text) {
  private static final String PROBLEM = "application/problem+json";

  static Encoded of(Reply reply, String traceId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    reply.execution().ifPresent(id -> headers.put("X-Operation-Id", id.value()));
    String text =
        switch (reply) {
          case Reply.Page(String contentType, String page) -> {
            headers.put("Content-Type", contentType);
            yield page;
          }
          case Reply.Success success -> {
            headers.put("Content-Type", Reply.Page.JSON);
            yield success.json();
          }
          case Refusal refusal -> {
            headers.put("Content-Type", PROBLEM);
            headers.putAll(refusal.headers());
            yield ReplyJson.problem(refusal, traceId);
          }
        };
    headers.put("Content-Length", Integer.toString(text.getBytes(StandardCharsets.UTF_8).length));
    return new Encoded(reply.status(), headers, text);
  }

  /** The body; {@code HEAD} gets the headers alone. */
  byte[] bodyFor(String method) {
    return (method.equals("HEAD") ? "" : text).getBytes(StandardCharsets.UTF_8);
  }
}
