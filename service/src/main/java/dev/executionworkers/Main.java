package dev.executionworkers;

import dev.executionworkers.bootstrap.Bootstrap;

/** The process. */
public final class Main {

  private Main() {}

  /** Reads the settings, starts, and waits for SIGTERM or SIGINT; exits 78 if it may not start. */
  public static void main(String[] args) throws InterruptedException {
    System.exit(Bootstrap.run(System.getenv()));
  }
}
