package dev.executionworkers;

import dev.executionworkers.bootstrap.Bootstrap;
import java.util.List;

/** The process. */
public final class Main {

  private Main() {}

  /**
   * Reads the settings, starts, and waits for SIGTERM or SIGINT; exits 78 if it may not start. The
   * arguments {@code backup FILE} copy the journal instead.
   */
  public static void main(String[] args) {
    System.exit(Bootstrap.run(System.getenv(), List.of(args)));
  }
}
