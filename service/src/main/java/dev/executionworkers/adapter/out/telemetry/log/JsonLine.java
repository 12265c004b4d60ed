package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes events as JSON.
 *
 * @param service the {@code service} of every line
 * @param environment the {@code env} of every line
 * @param maxValueChars how much is kept of each value; of a stack trace twice as much
 */
record JsonLine(String service, String environment, int maxValueChars) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Most lines are shorter. */
  private static final int INITIAL_BYTES = 768;

  private static final int MAX_KEY_CHARS = 64;
  private static final int MAX_FIELDS = 32;

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

  /** The event as one line, its end included. */
  ByteArrayOutputStream write(ILoggingEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      json.writeStartObject();
      head(json, event);
      trace(json, Span.current().getSpanContext());
      fields(json, event.getKeyValuePairs());
      exception(json, event.getThrowableProxy());
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return bytes;
  }

  private void head(JsonGenerator json, ILoggingEvent event) {
    json.writeStringProperty("timestamp", Timestamp.of(event.getTimeStamp()));
    json.writeStringProperty("level", event.getLevel().toString());
    json.writeStringProperty("logger", harmless(event.getLoggerName()));
    json.writeStringProperty("message", harmless(event.getFormattedMessage()));
    json.writeStringProperty("service", harmless(service));
    json.writeStringProperty("env", harmless(environment));
  }

  private static void trace(JsonGenerator json, SpanContext span) {
    if (span.isValid()) {
      json.writeStringProperty("trace_id", span.getTraceId());
      json.writeStringProperty("span_id", span.getSpanId());
    }
  }

  private void fields(JsonGenerator json, @Nullable List<KeyValuePair> pairs) {
    if (pairs == null) {
      return;
    }
    for (int i = 0; i < pairs.size() && i < MAX_FIELDS; i++) {
      KeyValuePair pair = pairs.get(i);
      if (!repeated(pairs, i)) {
        json.writeName(key(pair.key));
        value(json, pair.value);
      }
    }
  }

  /** The first of two fields of one name wins: a name twice is not JSON. */
  private static boolean repeated(List<KeyValuePair> pairs, int index) {
    for (int i = 0; i < index; i++) {
      if (key(pairs.get(i).key).equals(key(pairs.get(index).key))) {
        return true;
      }
    }
    return false;
  }

  private static String key(String name) {
    String key = HarmlessText.of(name, MAX_KEY_CHARS);
    return RESERVED.contains(key) ? "field." + key : key;
  }

  private void value(JsonGenerator json, @Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case Throwable thrown -> json.writeString(harmless(thrown.getClass().getName()));
      case Map<?, ?> map -> object(json, map);
      default -> json.writeString(harmless(text(value)));
    }
  }

  private void object(JsonGenerator json, Map<?, ?> map) {
    json.writeStartObject();
    int written = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (written++ == MAX_FIELDS) {
        break;
      }
      json.writeName(HarmlessText.of(String.valueOf(entry.getKey()), MAX_KEY_CHARS));
      value(json, entry.getValue());
    }
    json.writeEndObject();
  }

  private void exception(JsonGenerator json, @Nullable IThrowableProxy thrown) {
    if (thrown == null) {
      return;
    }
    json.writeName("exception");
    json.writeStartObject();
    json.writeStringProperty("class", harmless(thrown.getClassName()));
    json.writeStringProperty("stack", StackTraces.of(thrown, 2 * maxValueChars));
    json.writeEndObject();
  }

  /** A value whose {@code toString} is broken costs its own text and not the line. */
  private static String text(Object value) {
    try {
      return String.valueOf(value);
    } catch (RuntimeException e) {
      return "[unprintable]";
    }
  }

  private String harmless(@Nullable String text) {
    return text == null ? "" : HarmlessText.of(text, maxValueChars);
  }
}
