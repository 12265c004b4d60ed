package dev.executionworkers.simulators.delegated;

import tools.jackson.databind.JsonNode;

/**
 * What the bindings of one secret were last told to use.
 *
 * @param username empty when none was sent
 * @param generation 0 when none was sent
 */
public record Binding(String secretId, String token, String username, long generation) {

  static Binding of(JsonNode body) {
    return new Binding(
        body.path("secretId").asString(""),
        body.path("token").asString(""),
        body.path("username").asString(""),
        body.path("generation").asLong(0));
  }
}
