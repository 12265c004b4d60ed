package dev.executionworkers.adapter.in.wire;

import dev.executionworkers.domain.command.InvalidCommandException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * The fields of one JSON object, each with its own type. Whatever is no such object, and a field of
 * another type than is asked for, is an {@link InvalidCommandException}.
 */
public final class JsonFields {
  /** Nobody's request is nested at all; this is what an unknown field may hold. */
  static final int MAX_DEPTH = 32;

  private static final String BODY = "the body";
  private static final JsonFactory JSON = JsonFactory.builder().build();

  private final Map<String, Value> values;

  private JsonFields(Map<String, Value> values) {
    this.values = values;
  }

  /** The fields of the one object in {@code utf8}. */
  public static JsonFields parse(byte[] utf8) {
    // Decoded here, as the parser would guess at UTF-16 and UTF-32 and let bad sequences pass.
    String json = decode(utf8);
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      try {
        return new JsonFields(wholeObject(parser));
      } catch (JacksonException e) {
        // Its message would quote the body.
        TokenStreamLocation at = parser.currentLocation();
        throw new InvalidCommandException(
            BODY, "is not valid JSON near line " + at.getLineNr() + ", column " + at.getColumnNr());
      }
    }
  }

  private static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidCommandException(BODY, "is not valid UTF-8");
    }
  }

  private static Map<String, Value> wholeObject(JsonParser parser) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new InvalidCommandException(BODY, "must be a JSON object");
    }
    Map<String, Value> values = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (values.put(name, value(parser)) != null) {
        throw duplicate();
      }
    }
    if (parser.nextToken() != null) {
      throw new InvalidCommandException(BODY, "must be one JSON object and nothing after it");
    }
    return values;
  }

  private static Value value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> new Null();
      case VALUE_STRING -> new Text(parser.getString());
      case VALUE_TRUE -> new Flag(true);
      case VALUE_FALSE -> new Flag(false);
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.INT
              ? new Whole(parser.getIntValue())
              : new Other();
      default -> {
        skip(parser, 1);
        yield new Other();
      }
    };
  }

  /** Passes over a value that nobody asks for, but not over what makes it ambiguous or a bomb. */
  private static void skip(JsonParser parser, int depth) {
    if (parser.currentToken().isStructStart() && depth >= MAX_DEPTH) {
      throw new InvalidCommandException(BODY, "is nested deeper than " + MAX_DEPTH + " levels");
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Set<String> names = new HashSet<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        if (!names.add(parser.currentName())) {
          throw duplicate();
        }
        parser.nextToken();
        skip(parser, depth + 1);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        skip(parser, depth + 1);
      }
    }
  }

  private static InvalidCommandException duplicate() {
    return new InvalidCommandException(BODY, "must not have the same field twice");
  }

  /** A text, or nothing when the field is absent or null. */
  public Optional<String> text(String field) {
    return switch (get(field)) {
      case Null _ -> Optional.empty();
      case Text(String value) -> Optional.of(value);
      case Flag _, Whole _, Other _ -> throw new InvalidCommandException(field, "must be a string");
    };
  }

  /** A text that must be there. */
  String requiredText(String field) {
    return text(field).orElseThrow(() -> new InvalidCommandException(field, "is required"));
  }

  /** A boolean, or nothing when the field is absent or null. */
  Optional<Boolean> flag(String field) {
    return switch (get(field)) {
      case Null _ -> Optional.empty();
      case Flag(boolean value) -> Optional.of(value);
      case Text _, Whole _, Other _ ->
          throw new InvalidCommandException(field, "must be true or false");
    };
  }

  /** A whole number of 32 bits, or nothing when the field is absent or null. */
  OptionalInt whole(String field) {
    return switch (get(field)) {
      case Null _ -> OptionalInt.empty();
      case Whole(int value) -> OptionalInt.of(value);
      case Text _, Flag _, Other _ ->
          throw new InvalidCommandException(field, "must be a whole number");
    };
  }

  private Value get(String field) {
    return values.getOrDefault(field, new Null());
  }

  /** A field's value, as far as any field of ours can hold it. */
  private sealed interface Value {}

  private record Null() implements Value {}

  private record Text(String value) implements Value {}

  private record Flag(boolean value) implements Value {}

  private record Whole(int value) implements Value {}

  /** An object, an array, a fraction, a number beyond 32 bits. */
  private record Other() implements Value {}
}
