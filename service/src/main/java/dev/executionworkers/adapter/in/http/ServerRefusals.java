package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.Answers;
import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import dev.executionworkers.port.out.RequestTelemetry;
import dev.executionworkers.port.out.RequestTelemetry.RequestScope;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/**
 * What is said to requests that never reach a route, because they are none: Helidon finds out what
 * is wrong, this puts it into our words.
 */
final class ServerRefusals implements DirectHandler {
  /** Helidon has a status for a request line that is too long, but not for headers that are. */
  private static final String TOO_MANY_HEADERS = "Header size exceeded";

  private static final Status HEADERS_TOO_LARGE =
      Status.create(431, "Request Header Fields Too Large");

  private final RequestTelemetry telemetry;

  private ServerRefusals(RequestTelemetry telemetry) {
    this.telemetry = telemetry;
  }

  static DirectHandlers handlers(RequestTelemetry telemetry) {
    ServerRefusals refusals = new ServerRefusals(telemetry);
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(type, refusals);
    }
    return handlers.build();
  }

  static Refusal malformed() {
    return ServerProblem.INVALID_REQUEST.because(
        "the request line, a header or the framing of the body is malformed");
  }

  static Refusal tooLarge() {
    return ServerProblem.PAYLOAD_TOO_LARGE.because(
        "the body has more than " + HttpLimits.MAX_BODY_BYTES + " bytes");
  }

  /** An invalid request for which HTTP has a status of its own. */
  static Refusal as(int status, String detail) {
    return Refusal.of(ServerProblem.INVALID_REQUEST.type().withStatus(status), detail);
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType type,
      Status status,
      ServerResponseHeaders headers,
      String message) {
    WatchedConnection.current().lingerAtEnd();
    Refusal refusal = unreadable(request, type) ? malformed() : refusal(status.code(), message);
    RequestScope scope =
        telemetry.open(
            Routes.at(request.path()).template(),
            Routes.methodLabel(request.method()),
            CombinedHeaders.of(request.headers()));
    try {
      return encode(Encoded.of(refusal, scope.traceId()), request.method());
    } finally {
      scope.close(refusal.status(), refusal.errorCode());
    }
  }

  /** To Helidon a method with odd characters, for one, is a failure of its own. */
  private static boolean unreadable(TransportRequest request, EventType type) {
    return type == EventType.INTERNAL_ERROR && request.protocolVersion().isEmpty();
  }

  private static Refusal refusal(int status, String message) {
    return switch (status) {
      case 400 -> badRequest(message);
      case 413 -> tooLarge();
      case 414 -> as(status, "the request line is too long");
      case 501 -> as(status, "no transfer coding but chunked is understood");
      case 505 -> as(status, "only HTTP/1.1 is understood");
      default -> Answers.defect();
    };
  }

  private static Refusal badRequest(String message) {
    if (message.contains(TOO_MANY_HEADERS)) {
      return as(
          HEADERS_TOO_LARGE.code(),
          "the headers have more than " + HttpLimits.MAX_HEADERS_BYTES + " bytes");
    }
    return message.startsWith(HeaderNames.CONTENT_ENCODING.defaultCase())
        ? ServerProblem.UNSUPPORTED_MEDIA_TYPE.because("no Content-Encoding is understood")
        : malformed();
  }

  private static TransportResponse encode(Encoded encoded, String method) {
    TransportResponse.Builder response =
        TransportResponse.builder()
            .status(
                encoded.status() == HEADERS_TOO_LARGE.code()
                    ? HEADERS_TOO_LARGE
                    : Status.create(encoded.status()))
            .keepAlive(false)
            .entity(encoded.bodyFor(method));
    encoded.headers().forEach(response::header);
    return response.build();
  }
}
