package dev.executionworkers.adapter.out.journal.format;

import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of our own making. Thread-safe. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }

  /**
   * Makes something of what was written.
   *
   * @param what names it in the message if that fails
   */
  static <T> T reading(String what, String text, Function<JsonNode, T> reader) {
    try {
      return reader.apply(MAPPER.readTree(text));
    } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new UnreadableRecordException(what, e);
    }
  }
}
