package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.journal.JournalStartException;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteJournal;
import dev.executionworkers.adapter.out.telemetry.TelemetryStartException;
import dev.executionworkers.adapter.out.telemetry.log.LogLevel;
import dev.executionworkers.adapter.out.telemetry.log.LogSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start of the process: settings, wiring, start, wait. */
public final class Bootstrap {
  private static final int CANNOT_START = 1;

  /** As by {@code -XX:+ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  /** {@code EX_USAGE} of sysexits.h. */
  private static final int USAGE = 64;

  /** {@code EX_IOERR} of sysexits.h. */
  private static final int JOURNAL_FAILED = 74;

  private Bootstrap() {}

  /**
   * Runs the service until the process is told to stop; with the words {@code backup FILE} it
   * copies the journal instead.
   *
   * @return the exit code when it is done or cannot run; the service itself does not return before
   *     the JVM ends
   */
  public static int run(Map<String, String> environment, List<String> words) {
    LogSetup.install("execution-workers", "unknown", LogLevel.INFO);
    return guarded(() ->
        switch (Settings.parse(environment, FileContent.ON_DISK)) {
          case ParsedSettings.Invalid invalid -> refuse(invalid);
          case ParsedSettings.Valid valid when words.isEmpty() -> serve(valid);
          case ParsedSettings.Valid valid -> command(valid.settings(), words);
        });
  }

  /**
   * The exit code of what runs, also when it ends by a defect of ours. With its thread alone gone
   * the process would live on by those of the journal: with the folder, and without the port.
   */
  static int guarded(IntSupplier running) {
    try {
      return running.getAsInt();
    } catch (RuntimeException | Error defect) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, defect);
      return CANNOT_START;
    }
  }

  private static int command(Settings settings, List<String> words) {
    if (words.size() != 2 || !words.getFirst().equals("backup")) {
      log().error("the only words understood are: backup FILE");
      return USAGE;
    }
    // The data folder may still hold the journal of the time before there was a database.
    if (settings.storage().database().isPresent()) {
      log()
          .error(
              "the journal is in the database of DATABASE_URL, which is backed up by its own means;"
                  + " backup copies the one in DATA_DIR");
      return CANNOT_START;
    }
    try {
      SqliteJournal.backup(settings.storage().dataDir(), Path.of(words.getLast()));
    } catch (JournalStartException e) {
      log().error(e.getMessage());
      return CANNOT_START;
    }
    log().atInfo().addKeyValue("file", words.getLast()).log("backed up");
    return 0;
  }

  private static int refuse(ParsedSettings.Invalid invalid) {
    invalid.warnings().forEach(Bootstrap::warn);
    invalid
        .faults()
        .forEach(fault ->
            log().atError().addKeyValue("variable", fault.variable()).log(fault.toString()));
    return ParsedSettings.Invalid.EXIT_CODE;
  }

  private static int serve(ParsedSettings.Valid valid) {
    Settings settings = valid.settings();
    LogSetup.install(
        settings.service().name(), settings.service().environment(), settings.service().logLevel());
    valid.warnings().forEach(Bootstrap::warn);
    AotCache.remark().ifPresent(log()::warn);
    endWithoutMemory();
    HeapGrowth.limit();
    if (!ThreadRoom.isThere(
        ThreadRoom.NEEDED, Thread.ofPlatform().daemon().name("room").factory())) {
      log()
          .error(
              "the system gives the process fewer threads than it needs: raise its limit to at least 64"
                  + " (pids of the container, ulimit -u)");
      return CANNOT_START;
    }
    return serve(settings);
  }

  private static int serve(Settings settings) {
    CompletableFuture<Throwable> journalFailure = new CompletableFuture<>();
    Service service;
    try {
      service = new Wiring().assemble(settings, journalFailure::complete);
      service.start();
    } catch (TelemetryStartException e) {
      log().atError().addKeyValue("variable", e.variable()).log(e.getMessage());
      return ParsedSettings.Invalid.EXIT_CODE;
    } catch (JournalStartException | IllegalStateException e) {
      log().error(e.getMessage());
      return CANNOT_START;
    }
    // A signal ends the JVM through its hooks, and there the service must stop in order.
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(service::stop));
    service.fail(journalFailure.join());
    return JOURNAL_FAILED;
  }

  /**
   * By {@code -XX:+ExitOnOutOfMemoryError} the JVM ends when its heap is full, but not when it
   * cannot have a thread (JDK 25). What lost a thread of ours to that would live on without it.
   */
  private static void endWithoutMemory() {
    Thread.UncaughtExceptionHandler told = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
      told.uncaughtException(thread, thrown);
      if (thrown instanceof OutOfMemoryError) {
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
      }
    });
  }

  private static void warn(Remark warning) {
    log().atWarn().addKeyValue("variable", warning.variable()).log(warning.toString());
  }

  /** Not before {@link LogSetup} has said who makes loggers. */
  private static Logger log() {
    return LoggerFactory.getLogger(Bootstrap.class);
  }
}
