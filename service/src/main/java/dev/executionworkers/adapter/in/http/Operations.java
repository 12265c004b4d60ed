package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.Answers;
import dev.executionworkers.adapter.in.wire.CommandCodec;
import dev.executionworkers.adapter.in.wire.Decoded;
import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.Reply;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.InvalidCommandException;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.in.ExecuteCommand;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Serves the operations: may it come in, what does it want, what is it told. */
final class Operations {
  private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");

  private final HttpConfig config;
  private final Admission admission;
  private final ExecuteCommand application;
  private final BooleanSupplier draining;
  private final InstantSource clock;
  private final CommandCodec codec;

  Operations(
      HttpConfig config,
      Admission admission,
      ExecuteCommand application,
      BooleanSupplier draining,
      InstantSource clock) {
    this.config = config;
    this.admission = admission;
    this.application = application;
    this.draining = draining;
    this.clock = clock;
    this.codec = new CommandCodec(config.protection());
  }

  /** Waits for the answer on the thread of the connection. */
  Reply serve(OperationName operation, ServerRequest request, WatchedConnection connection) {
    Instant deadline = clock.instant().plus(config.requestDeadline());
    RequestBody body = new RequestBody(request);
    if (!request.prologue().method().equals(Method.POST)) {
      return ServerProblem.METHOD_NOT_ALLOWED
          .because("an operation is asked for with POST")
          .withHeader("Allow", "POST");
    }
    if (draining.getAsBoolean()) {
      return Answers.shuttingDown();
    }
    Optional<Refusal> unknown = admission.refusal(request);
    if (unknown.isPresent()) {
      return unknown.get();
    }
    if (!body.mayBeJson()) {
      return ServerProblem.UNSUPPORTED_MEDIA_TYPE.because(
          "Content-Type must be application/json, or absent");
    }
    return switch (body.read()) {
      case RequestBody.Unreadable(Refusal refusal) -> refusal;
      case RequestBody.Whole(byte[] bytes) -> {
        connection.serving();
        yield decoded(codec.decode(operation, bytes), request, deadline);
      }
    };
  }

  private Reply decoded(Decoded decoded, ServerRequest request, Instant deadline) {
    return switch (decoded) {
      case Decoded.Invalid(String detail) -> ServerProblem.INVALID_REQUEST.because(detail);
      case Decoded.Valid(Command command) -> execute(command, request, deadline);
    };
  }

  private Reply execute(Command command, ServerRequest request, Instant deadline) {
    Optional<IdempotencyKey> key;
    try {
      key = idempotencyKey(request);
    } catch (InvalidCommandException e) {
      return ServerProblem.INVALID_REQUEST.because(String.valueOf(e.getMessage()));
    }
    return Answers.reply(
        application.execute(new Envelope(command, key, deadline)), clock.instant());
  }

  private static Optional<IdempotencyKey> idempotencyKey(ServerRequest request) {
    List<String> values = request.headers().all(KEY, List::of);
    if (values.size() > 1) {
      throw new InvalidCommandException(KEY.defaultCase(), "must come once");
    }
    return values.stream().findFirst().map(IdempotencyKey::new);
  }
}
