package dev.executionworkers.simulators.delegated;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Work that was done, once for every key.
 *
 * @param idempotencyKey empty when the request had none; each of those is an effect of its own
 */
public record DelegatedEffect(Optional<String> idempotencyKey, JsonNode body) {}
