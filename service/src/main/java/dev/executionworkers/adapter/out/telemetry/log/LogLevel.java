package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.Level;

/** How much is logged. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR;

  /** What the service itself says. */
  Level ours() {
    return Level.toLevel(name());
  }

  /**
   * What libraries may say: never more than {@code INFO}, for below it HTTP libraries write whole
   * requests into the log, credentials included.
   */
  Level libraries() {
    return switch (this) {
      case TRACE, DEBUG -> Level.INFO;
      case INFO, WARN -> Level.WARN;
      case ERROR -> Level.ERROR;
    };
  }
}
