package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Map;

/** Harbor's answers to what it will not do, {@code {"errors":[{"code","message"}]}}. */
final class Answers {

  private Answers() {}

  static Reply error(int status, String code, String message) {
    return Reply.json(status, Map.of("errors", List.of(Map.of("code", code, "message", message))));
  }

  static Reply badRequest(String message) {
    return error(400, "BAD_REQUEST", message);
  }

  static Reply unauthorized() {
    return error(401, "UNAUTHORIZED", "unauthorized");
  }

  static Reply forbidden(String message) {
    return error(403, "FORBIDDEN", message);
  }

  static Reply denied(String message) {
    return error(403, "DENIED", message);
  }

  static Reply notFound(String message) {
    return error(404, "NOT_FOUND", message);
  }

  static Reply methodNotAllowed(String method) {
    return error(405, "METHOD_NOT_ALLOWED", "method " + method + " is not allowed");
  }

  static Reply conflict(String message) {
    return error(409, "CONFLICT", message);
  }

  /** What the request binder finds, before anything else of the handler runs. */
  static Reply unbindable(String finding) {
    return error(422, "UNPROCESSABLE_ENTITY", "validation failure list:\n" + finding);
  }

  /** Every failure inside Harbor; it never says more. */
  static Reply internalError() {
    return error(500, "UNKNOWN", "internal server error");
  }
}
