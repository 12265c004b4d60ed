package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a logger and those below it write while this is open, as the log would write it. */
public final class CapturedLog implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final Logger logger;
  private final Level formerLevel;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LineAppender appender =
      new LineAppender(new JsonLineEncoder("execution-workers", "test"), bytes);

  public CapturedLog(String loggerName) {
    logger = (Logger) LoggerFactory.getLogger(loggerName);
    formerLevel = logger.getLevel();
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
  }

  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  public List<JsonNode> lines() {
    return text().lines().map(JSON::readTree).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(formerLevel);
  }
}
