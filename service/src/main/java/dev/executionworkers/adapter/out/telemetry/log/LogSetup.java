package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.logging.LogManager;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Takes standard output for the log. To be called before any logger is made. */
public final class LogSetup {
  private static final String OURS = "dev.executionworkers";

  /** Domain events are output and not talk: they are written at any level. */
  private static final String EVENTS = "dev.executionworkers.adapter.out.events";

  /** Says in three stack traces what {@code Main} says in a line: that the port is taken. */
  private static final String HELIDON_START = "io.helidon.webserver.LoomServer";

  /** Logs each failed activity and each lost poll with its stack; we tell of both in a line. */
  private static final String TEMPORAL = "io.temporal";

  private LogSetup() {}

  /**
   * From now on everything that is logged by SLF4J or {@code java.util.logging}, printed to a
   * standard stream or thrown out of a thread is a line of JSON on standard output. May be called
   * again when the names and the level are known better.
   */
  public static void install(String service, String environment, LogLevel level) {
    LogbackProvider.register();
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    configure(context, service, environment, level, new FileOutputStream(FileDescriptor.out));
    bridgeJavaLogging(level);
    System.setOut(StrayText.to(LoggerFactory.getLogger("stdout")));
    System.setErr(StrayText.to(LoggerFactory.getLogger("stderr")));
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) ->
        LoggerFactory.getLogger(LogSetup.class)
            .atError()
            .addKeyValue("thread", thread.getName())
            .setCause(thrown)
            .log("a thread ended by an exception that nobody caught"));
  }

  static void configure(
      LoggerContext context,
      String service,
      String environment,
      LogLevel level,
      OutputStream stream) {
    context.reset();
    JsonLineEncoder encoder = new JsonLineEncoder(service, environment);
    LineAppender appender = new LineAppender(encoder, stream);
    appender.setContext(context);
    appender.setName("stdout");
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level.libraries());
    root.addAppender(appender);
    context.getLogger(OURS).setLevel(level.ours());
    context.getLogger(HELIDON_START).setLevel(Level.OFF);
    if (level.libraries().isGreaterOrEqual(Level.WARN)) {
      context.getLogger(TEMPORAL).setLevel(Level.ERROR);
    }
    context.getLogger(EVENTS).setLevel(Level.INFO);
  }

  /** The level is set over there as well, so that nothing is made up only to be thrown away. */
  private static void bridgeJavaLogging(LogLevel level) {
    LogManager.getLogManager().reset();
    SLF4JBridgeHandler.install();
    LogManager.getLogManager()
        .getLogger("")
        .setLevel(
            level.libraries().isGreaterOrEqual(Level.WARN)
                ? java.util.logging.Level.WARNING
                : java.util.logging.Level.INFO);
  }
}
