package dev.executionworkers.acceptance;

import tools.jackson.databind.JsonNode;

/**
 * One line of the service's standard output.
 *
 * @param text as it was written, without its end
 */
public record LogLine(String text, JsonNode json) {

  /** A field as text; empty when the line has none of that name. */
  public String field(String name) {
    return json.path(name).asString("");
  }

  /** What the line says. */
  public String message() {
    return field("message");
  }

  @Override
  public String toString() {
    return text;
  }
}
