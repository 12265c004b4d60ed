package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.http.Routes.Route;
import dev.executionworkers.adapter.in.wire.Answers;
import dev.executionworkers.adapter.in.wire.Reply;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import dev.executionworkers.port.out.RequestTelemetry;
import dev.executionworkers.port.out.RequestTelemetry.RequestScope;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves every request that is one: finds its route, has it answered, tells of it. */
final class Dispatcher implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int EXPECTATION_FAILED = 417;

  private final Operations operations;
  private final Pages pages;
  private final LedgerDesk ledger;
  private final RequestTelemetry telemetry;
  private final BooleanSupplier draining;

  Dispatcher(
      Operations operations,
      Pages pages,
      LedgerDesk ledger,
      RequestTelemetry telemetry,
      BooleanSupplier draining) {
    this.operations = operations;
    this.pages = pages;
    this.ledger = ledger;
    this.telemetry = telemetry;
    this.draining = draining;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    WatchedConnection connection = WatchedConnection.current();
    connection.receiving();
    Route route = Routes.at(request.prologue().uriPath().rawPath());
    String method = request.prologue().method().text();
    RequestScope scope =
        telemetry.open(
            route.template(), Routes.methodLabel(method), CombinedHeaders.of(request.headers()));
    // What is counted when the caller goes away before the request is there.
    Reply reply = ServerRefusals.malformed();
    boolean last;
    try {
      reply = replyTo(route, request, connection);
      reply.execution().ifPresent(id -> scope.execution(id.value()));
      last = closes(request);
      connection.answering();
      send(reply, scope.traceId(), request, response, last);
    } finally {
      scope.close(reply.status(), reply.errorCode());
    }
    if (last) {
      // Helidon announces the end and then goes on to wait for the next request.
      throw new CloseConnectionException("it was the connection's last request");
    }
    connection.idle();
  }

  private Reply replyTo(Route route, ServerRequest request, WatchedConnection connection) {
    try {
      return expectsTooMuch(request)
          ? ServerRefusals.as(EXPECTATION_FAILED, "only 100-continue may be expected")
          : dispatch(route, request, connection);
    } catch (CloseConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error("a request to {} failed by a bug", route.template(), e);
      return Answers.defect();
    }
  }

  private Reply dispatch(Route route, ServerRequest request, WatchedConnection connection) {
    return switch (route) {
      case Routes.Operation(var name) -> operations.serve(name, request, connection);
      case Routes.Page(var name) -> {
        connection.serving();
        yield pages.serve(
            name, request.prologue().method().text(), request.headers().first(HeaderNames.ACCEPT));
      }
      case Routes.LedgerRoute of -> {
        connection.serving();
        yield ledger.serve(of, request);
      }
      case Routes.Unknown _ -> ServerProblem.NOT_FOUND.because("no operation and no page is here");
    };
  }

  private static boolean expectsTooMuch(ServerRequest request) {
    return request
        .headers()
        .first(HeaderNames.EXPECT)
        .filter(expected -> !expected.equalsIgnoreCase("100-continue"))
        .isPresent();
  }

  /** A body that nobody read would be taken for the next request. */
  private boolean closes(ServerRequest request) {
    boolean unread = new RequestBody(request).unread();
    if (unread) {
      WatchedConnection.current().lingerAtEnd();
    }
    return unread || draining.getAsBoolean() || saysClose(request.headers());
  }

  /** Hardly anybody says anything of the connection, and looking for a word in it costs. */
  private static boolean saysClose(ServerRequestHeaders headers) {
    return headers.contains(HeaderNames.CONNECTION)
        && headers.containsToken(HeaderValues.CONNECTION_CLOSE);
  }

  private static void send(
      Reply reply, String traceId, ServerRequest request, ServerResponse response, boolean last) {
    Encoded encoded = Encoded.of(reply, traceId);
    response.status(encoded.status());
    encoded.headers().forEach(response::header);
    if (last) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    try {
      response.send(encoded.bodyFor(request.prologue().method().text()));
    } catch (ServerConnectionException e) {
      throw new CloseConnectionException("the caller did not take its answer", e);
    }
  }
}
