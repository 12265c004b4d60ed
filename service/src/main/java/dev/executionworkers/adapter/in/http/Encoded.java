package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.Reply;
import dev.executionworkers.adapter.in.wire.ReplyJson;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply as it goes over the wire.
 *
 * @param headers with the length of the body
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, compared by nobody
record Encoded(int status, List<Header> headers, byte[] body) {
  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "no-store");
  private static final Header NO_SNIFF =
      HeaderValues.createCached("X-Content-Type-Options", "nosniff");
  private static final HeaderName OPERATION_ID = HeaderNames.create("X-Operation-Id");
  private static final Header PROBLEM = type("application/problem+json");
  private static final Header JSON = type(Reply.Page.JSON);
  private static final byte[] NOTHING = {};

  static Encoded of(Reply reply, String traceId) {
    List<Header> headers = new ArrayList<>();
    headers.add(NO_STORE);
    headers.add(NO_SNIFF);
    reply.execution().ifPresent(id -> headers.add(HeaderValues.create(OPERATION_ID, id.value())));
    String text =
        switch (reply) {
          case Reply.Page(String contentType, String page) -> {
            headers.add(type(contentType));
            yield page;
          }
          case Reply.Success success -> {
            headers.add(JSON);
            yield success.json();
          }
          case Refusal refusal -> {
            headers.add(PROBLEM);
            refusal
                .headers()
                .forEach((name, value) -> headers.add(HeaderValues.create(name, value)));
            yield ReplyJson.problem(refusal, traceId);
          }
        };
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    headers.add(HeaderValues.create(HeaderNames.CONTENT_LENGTH, body.length));
    return new Encoded(reply.status(), headers, body);
  }

  /** The body; {@code HEAD} gets the headers alone. */
  byte[] bodyFor(String method) {
    return method.equals("HEAD") ? NOTHING : body;
  }

  private static Header type(String contentType) {
    return HeaderValues.createCached(HeaderNames.CONTENT_TYPE, contentType);
  }
}
