package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Json;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What Harbor says in {@code {"errors":[{"code","message"}]}}: the first of them. Both are empty
 * when the body is something else, as from a proxy, a panic, or no body at all.
 *
 * @param code such as {@code FORBIDDEN}
 * @param message foreign text, not fit to be shown as it is
 */
record HarborError(String code, String message) {
  private static final HarborError NONE = new HarborError("", "");
  private static final Pattern CODE = Pattern.compile("[A-Z_]{1,60}");

  static HarborError of(Answered answer) {
    return Json.read(answer.body())
        .map(body -> body.path("errors").path(0))
        .filter(error -> CODE.matcher(text(error, "code")).matches())
        .map(error -> new HarborError(text(error, "code"), text(error, "message")))
        .orElse(NONE);
  }

  /** Whether Harbor itself said it. */
  boolean isHarbors() {
    return !code.isEmpty();
  }

  private static String text(JsonNode error, String field) {
    JsonNode value = error.path(field);
    return value.isString() ? value.asString() : "";
  }
}
