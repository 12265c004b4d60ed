package dev.executionworkers.adapter.out.telemetry.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/**
 * Stands in for a standard stream: what a library prints there becomes a line of the log, so that
 * standard output stays JSON. Thread-safe.
 */
final class StrayText extends OutputStream {
  private static final int MAX_LINE_BYTES = 2048;

  private final Logger log;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  StrayText(Logger log) {
    this.log = log;
  }

  /** A stream whose lines are logged as warnings by {@code log}. */
  static PrintStream to(Logger log) {
    return new PrintStream(new StrayText(log), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    if (b != '\n') {
      line.write(b);
    }
    if (b == '\n' || line.size() >= MAX_LINE_BYTES) {
      String text = line.toString(StandardCharsets.UTF_8).strip();
      line.reset();
      if (!text.isEmpty()) {
        log.warn("printed by a library: {}", text);
      }
    }
  }
}
