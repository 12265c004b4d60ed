package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.util.Locale;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** A request's body as the handler wants it, or the 422 of Harbor's request binder. */
sealed interface Binding<T> {

  record Bound<T>(T value) implements Binding<T> {}

  record Unbound<T>(Reply reply) implements Binding<T> {}

  /** The handler's answer, or the binder's. */
  default Reply then(Function<T, Reply> handler) {
    return switch (this) {
      case Bound<T>(var value) -> handler.apply(value);
      case Unbound<T>(var reply) -> reply;
    };
  }

  /**
   * Binds a body.
   *
   * @param parameter the name Harbor has for it, {@code robot} or {@code robotSec}
   */
  static <T> Binding<T> of(Received request, String parameter, Function<JsonFields, T> reading) {
    if (request.body().length == 0) {
      return new Unbound<>(Answers.unbindable(parameter + " in body is required"));
    }
    String mediaType = request.header("Content-Type").orElse("application/octet-stream");
    if (!mediaType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json")) {
      return new Unbound<>(
          Answers.unbindable(
              "unsupported media type \"%s\", only [application/json] are allowed"
                  .formatted(mediaType)));
    }
    return request
        .json()
        .map(node -> read(node, parameter, reading))
        .orElseGet(() -> new Unbound<>(unparsed(parameter, "unexpected EOF")));
  }

  private static <T> Binding<T> read(
      JsonNode node, String parameter, Function<JsonFields, T> reading) {
    var fields = new JsonFields(node);
    T value = reading.apply(fields);
    return fields
        .mismatch()
        .<Binding<T>>map(reason -> new Unbound<>(unparsed(parameter, reason)))
        .orElseGet(() -> new Bound<>(value));
  }

  private static Reply unparsed(String parameter, String reason) {
    return Answers.unbindable(
        "parsing %s body from \"\" failed, because %s".formatted(parameter, reason));
  }
}
