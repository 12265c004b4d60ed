package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.io.SerializedString;
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

  private static final int MAX_FIELDS = 32;

  private static final FieldNames NAMES = new FieldNames();

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
    int written = Math.min(pairs.size(), MAX_FIELDS);
    SerializedString[] names = new SerializedString[written];
    for (int i = 0; i < written; i++) {
      names[i] = NAMES.ofField(pairs.get(i).key);
      if (!repeated(names, i)) {
        json.writeName(names[i]);
        value(json, pairs.get(i).value);
      }
    }
  }

  /** The first of two fields of one name wins: a name twice is not JSON. */
  private static boolean repeated(SerializedString[] names, int index) {
    for (int i = 0; i < index; i++) {
      if (names[i].equals(names[index])) {
        return true;
      }
    }
    return false;
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
      json.writeName(FieldNames.harmless(String.valueOf(entry.getKey())));
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
