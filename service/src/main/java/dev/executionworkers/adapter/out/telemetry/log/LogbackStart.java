package dev.executionworkers.adapter.out.telemetry.log;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Keeps Logback from looking for a configuration of its own, which costs time at every start and
 * lets a stray file change the log's format. Found by Logback as a service; does nothing unless
 * {@link LogSetup} is about to configure it, so tests keep their own file.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_TOP_PRIORITY)
public final class LogbackStart extends ContextAwareBase implements Configurator {
  private static volatile boolean quiet;

  /** Made by Logback. */
  public LogbackStart() {}

  static void quietly() {
    quiet = true;
  }

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    return quiet ? ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY : ExecutionStatus.INVOKE_NEXT_IF_ANY;
  }
}
