package dev.executionworkers.adapter.out.telemetry.log;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.io.SerializedString;

/**
 * Fields' names as they stand on a line: harmless, none of the line's own, and quoted once for
 * thousands of lines. Thread-safe.
 */
final class FieldNames {
  private static final int MAX_CHARS = 64;

  /** Our own are fewer; a library could make up any number. */
  private static final int MOST_REMEMBERED = 256;

  /** Names of a line's own, which no field may take. */
  private static final Set<String> RESERVED =
      Set.of(
          "timestamp",
          "level",
          "logger",
          "message",
          "service",
          "env",
          "trace_id",
          "span_id",
          "exception");

  private final Map<String, SerializedString> remembered = new ConcurrentHashMap<>();

  /** How a field of that name is called on a line. */
  SerializedString ofField(String name) {
    SerializedString known = remembered.get(name);
    if (known != null) {
      return known;
    }
    SerializedString made = new SerializedString(allowed(harmless(name)));
    if (name.length() <= MAX_CHARS && remembered.size() < MOST_REMEMBERED) {
      remembered.put(name, made);
    }
    return made;
  }

  /** A name that stands within a field's value, where it may be any. */
  static String harmless(String name) {
    return HarmlessText.of(name, MAX_CHARS);
  }

  private static String allowed(String name) {
    return RESERVED.contains(name) ? "field." + name : name;
  }
}
