package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;

/**
 * Turns an event into one line of JSON of at most {@value #MAX_BYTES} bytes, the line's end
 * included. Thread-safe.
 */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
  static final int MAX_BYTES = 8 * 1024;

  /** How long a value may be, tried one after the other until the line is short enough. */
  private static final int[] VALUE_LIMITS = {2048, 512, 128, 32, 8};

  private static final byte[] NOTHING = {};

  private final String service;
  private final String environment;

  JsonLineEncoder(String service, String environment) {
    this.service = service;
    this.environment = environment;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    for (int limit : VALUE_LIMITS) {
      byte[] line = new JsonLine(service, environment, limit).write(event);
      if (line.length <= MAX_BYTES) {
        return line;
      }
    }
    return "{\"level\":\"ERROR\",\"message\":\"a line of the log was too large\"}\n"
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
