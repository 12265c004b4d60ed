package dev.executionworkers.adapter.out.exchange;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as peers send and get it. Reading is tolerant: what is no JSON, or nested or large beyond
 * reason, is empty. Thread-safe.
 */
public final class Json {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NUMBER_CHARS = 100;
  private static final int MAX_NAME_CHARS = 1_000;

  private static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_DEPTH)
                      .maxNumberLength(MAX_NUMBER_CHARS)
                      .maxNameLength(MAX_NAME_CHARS)
                      .maxStringLength(HttpExchange.MAX_BODY_BYTES)
                      .build())
              .build());

  private Json() {}

  /** A foreign body as JSON; empty for everything that is none, an empty body among it. */
  public static Optional<JsonNode> read(String body) {
    try {
      JsonNode node = MAPPER.readTree(body);
      return node.isMissingNode() ? Optional.empty() : Optional.of(node);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /** A new object, to be filled. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** JSON on one line. */
  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }
}
