package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.telemetry.log.LogLevel;
import dev.executionworkers.adapter.out.telemetry.log.LogSetup;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start of the process: settings, wiring, start, wait. */
public final class Bootstrap {
  private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
  private static final int CANNOT_START = 1;

  private Bootstrap() {}

  /**
   * Runs the service until the process is told to stop.
   *
   * @return the exit code when it cannot run; otherwise it does not return before the JVM ends
   */
  public static int run(Map<String, String> environment) throws InterruptedException {
    LogSetup.install("execution-workers", "unknown", LogLevel.INFO);
    return switch (Settings.parse(environment, FileContent.ON_DISK)) {
      case ParsedSettings.Valid valid -> serve(valid);
      case ParsedSettings.Invalid invalid -> refuse(invalid);
    };
  }

  private static int refuse(ParsedSettings.Invalid invalid) {
    invalid.warnings().forEach(Bootstrap::warn);
    invalid
        .faults()
        .forEach(
            fault -> LOG.atError().addKeyValue("variable", fault.variable()).log(fault.toString()));
    return ParsedSettings.Invalid.EXIT_CODE;
  }

  private static int serve(ParsedSettings.Valid valid) throws InterruptedException {
    Settings settings = valid.settings();
    LogSetup.install(
        settings.service().name(), settings.service().environment(), settings.service().logLevel());
    valid.warnings().forEach(Bootstrap::warn);
    AotCache.remark().ifPresent(LOG::warn);
    Service service = new Wiring().assemble(settings);
    try {
      service.start();
    } catch (IllegalStateException e) {
      LOG.error(e.getMessage());
      return CANNOT_START;
    }
    // Not the main thread: System.exit from a bug or a signal must still stop in order.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(service::stop));
    new CountDownLatch(1).await();
    return 0;
  }

  private static void warn(Remark warning) {
    LOG.atWarn().addKeyValue("variable", warning.variable()).log(warning.toString());
  }
}
