package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * Writes an exception as its classes and frames, without its messages: those of parsers, clients
 * and drivers quote what they were given, secrets included.
 */
final class StackTraces {
  private static final int MAX_CAUSES = 5;
  private static final int MAX_FRAMES = 16;

  private StackTraces() {}

  /** The trace, causes last, cut after {@code maxChars}. */
  static String of(IThrowableProxy thrown, int maxChars) {
    StringBuilder text = new StringBuilder();
    IThrowableProxy next = thrown;
    for (int depth = 0; next != null && depth < MAX_CAUSES && text.length() < maxChars; depth++) {
      text.append(depth == 0 ? "" : "caused by ").append(next.getClassName());
      frames(text, next, maxChars);
      next = next.getCause();
    }
    if (text.length() > maxChars) {
      text.setLength(maxChars);
      text.append('…');
    }
    return text.toString();
  }

  private static void frames(StringBuilder text, IThrowableProxy thrown, int maxChars) {
    StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    int count = Math.min(MAX_FRAMES, frames.length - thrown.getCommonFrames());
    for (int i = 0; i < count && text.length() < maxChars; i++) {
      text.append("\n  ").append(frames[i].getSTEAsString());
    }
    text.append('\n');
  }
}
