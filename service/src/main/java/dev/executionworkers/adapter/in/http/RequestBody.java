package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The body of a request, with its limits. */
final class RequestBody {
  private final ServerRequest request;

  RequestBody(ServerRequest request) {
    this.request = request;
  }

  /** Whether it calls itself JSON, or nothing at all. */
  boolean mayBeJson() {
    Optional<String> type = request.headers().first(HeaderNames.CONTENT_TYPE);
    return type.isEmpty() || isJson(type.get());
  }

  private static boolean isJson(String contentType) {
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    String plain = type.strip().toLowerCase(Locale.ROOT);
    return plain.equals("application/json")
        || (plain.startsWith("application/") && plain.endsWith("+json"));
  }

  /** Whether there is one that nobody has read to its end. */
  boolean unread() {
    return !request.content().consumed();
  }

  /**
   * Reads it all. Helidon refuses chunks that would make it larger than it may be, and fails with
   * whatever its parser throws when they are malformed (4.5.0: a {@link NumberFormatException} that
   * quotes the body).
   */
  Read read() {
    try {
      // Not closed: closing reads on, from where nothing more can be read.
      byte[] bytes = request.content().inputStream().readNBytes(expected() + 1);
      return bytes.length > HttpLimits.MAX_BODY_BYTES ? tooLarge() : new Whole(bytes);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RequestException e) {
      return e.status().equals(Status.REQUEST_ENTITY_TOO_LARGE_413) ? tooLarge() : malformed();
    } catch (IOException | RuntimeException e) {
      return malformed();
    }
  }

  /** Without a length that was told, a buffer of 16 KiB is taken for every request. */
  private int expected() {
    long told = request.headers().contentLength().orElse(HttpLimits.MAX_BODY_BYTES);
    return (int) Math.min(told, HttpLimits.MAX_BODY_BYTES);
  }

  private static Read malformed() {
    return new Unreadable(ServerProblem.INVALID_REQUEST.because("the body's chunks are malformed"));
  }

  private static Read tooLarge() {
    return new Unreadable(ServerRefusals.tooLarge());
  }

  /** What came of reading. */
  sealed interface Read {}

  /** The body. */
  @SuppressWarnings("ArrayRecordComponent") // handed on at once, compared by nobody
  record Whole(byte[] bytes) implements Read {}

  /** Why there is none; the connection cannot be used again. */
  record Unreadable(Refusal refusal) implements Read {}
}
