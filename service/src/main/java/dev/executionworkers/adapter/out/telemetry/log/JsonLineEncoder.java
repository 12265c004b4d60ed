package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Turns an event into one line of JSON of at most {@value #MAX_BYTES} bytes, the line's end
 * included. Thread-safe.
 */
final class JsonLineEncoder {
  static final int MAX_BYTES = 8 * 1024;

  /** How long a value may be, tried one after the other until the line is short enough. */
  private static final int[] VALUE_LIMITS = {2048, 512, 128, 32, 8};

  private static final String TOO_LARGE =
      "{\"level\":\"ERROR\",\"message\":\"a line of the log was too large\"}\n";

  private final String service;
  private final String environment;

  JsonLineEncoder(String service, String environment) {
    this.service = service;
    this.environment = environment;
  }

  /** The line's bytes, where they were written: thousands a second need not be copied. */
  ByteArrayOutputStream encode(ILoggingEvent event) {
    for (int limit : VALUE_LIMITS) {
      ByteArrayOutputStream line = new JsonLine(service, environment, limit).write(event);
      if (line.size() <= MAX_BYTES) {
        return line;
      }
    }
    ByteArrayOutputStream instead = new ByteArrayOutputStream();
    instead.writeBytes(TOO_LARGE.getBytes(StandardCharsets.UTF_8));
    return instead;
  }
}
