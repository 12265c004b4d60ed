package dev.executionworkers.adapter.out.telemetry.log;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;

/** A process that talks in every way a process can. Started by {@link LogSetupTest}. */
final class NoisyProcess {
  private NoisyProcess() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] args) throws InterruptedException {
    LogSetup.install("execution-workers", "test", LogLevel.INFO);
    LoggerFactory.getLogger("dev.executionworkers.Noisy").info("ours");
    LoggerFactory.getLogger("some.library").info("too quiet to be heard");
    LoggerFactory.getLogger("some.library").warn("theirs");
    Logger.getLogger("java.util.logging.user").log(Level.WARNING, "by java.util.logging");
    System.out.println("printed to out");
    System.err.println("printed to err");
    Thread thread =
        new Thread(() -> {
          throw new IllegalStateException("CANARY");
        });
    thread.start();
    thread.join();
    LogSetup.install("renamed", "prod", LogLevel.ERROR);
    LoggerFactory.getLogger("dev.executionworkers.Noisy").warn("no longer heard");
    LoggerFactory.getLogger("dev.executionworkers.Noisy").error("last");
  }
}
