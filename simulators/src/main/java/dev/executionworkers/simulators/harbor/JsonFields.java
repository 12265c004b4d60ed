package dev.executionworkers.simulators.harbor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads an object as Go does: what is absent or null has its type's zero value, what is unknown is
 * ignored, and the first value of another type is remembered and refused.
 */
final class JsonFields {

  private final JsonNode node;
  private @Nullable String mismatch;

  JsonFields(JsonNode node) {
    this.node = node;
    if (!node.isObject() && !node.isNull()) {
      mismatch = "json: cannot unmarshal into Go value";
    }
  }

  String text(String name) {
    JsonNode value = value(name, JsonNode::isString);
    return value.isString() ? value.stringValue() : "";
  }

  boolean flag(String name) {
    JsonNode value = value(name, JsonNode::isBoolean);
    return value.isBoolean() && value.booleanValue();
  }

  OptionalLong number(String name) {
    JsonNode value = value(name, JsonNode::canConvertToLong);
    return value.isNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  <T> List<T> objects(String name, Function<JsonFields, T> reading) {
    JsonNode value = value(name, JsonNode::isArray);
    return value.valueStream().map(element -> element(element, reading)).toList();
  }

  /** Why the object cannot be read, if it cannot. */
  Optional<String> mismatch() {
    return Optional.ofNullable(mismatch);
  }

  private <T> T element(JsonNode element, Function<JsonFields, T> reading) {
    var fields = new JsonFields(element);
    T read = reading.apply(fields);
    fields.mismatch().ifPresent(this::remember);
    return read;
  }

  private JsonNode value(String name, Predicate<JsonNode> hasType) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isNull() && !hasType.test(value)) {
      remember("json: cannot unmarshal into Go struct field " + name);
    }
    return value;
  }

  private void remember(String reason) {
    if (mismatch == null) {
      mismatch = reason;
    }
  }
}
