package dev.executionworkers.simulators.delegated;

import dev.executionworkers.simulators.wire.Received;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * One request as an endpoint saw it, whatever became of it.
 *
 * @param body missing when it was no JSON
 */
public record DelegatedCall(
    JsonNode body,
    Optional<String> idempotencyKey,
    Optional<String> traceparent,
    Optional<String> authorization) {

  static DelegatedCall of(Received request) {
    return new DelegatedCall(
        request.json().orElse(MissingNode.getInstance()),
        request.header("Idempotency-Key"),
        request.header("traceparent"),
        request.header("Authorization"));
  }
}
