package dev.executionworkers.acceptance.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL, started by the first who needs it; it ends with this process. */
final class PostgresServer {
  private static @Nullable EmbeddedPostgres server;
  private static @Nullable String why;

  private PostgresServer() {}

  /**
   * Its port on the loopback interface.
   *
   * @throws IllegalStateException when none can be started here
   */
  static int port() {
    String trouble = trouble();
    if (!trouble.isEmpty()) {
      throw new IllegalStateException(trouble);
    }
    return started().getPort();
  }

  /** Why none can be started here; empty when one can. */
  static synchronized String trouble() {
    if (why == null) {
      why = tryToStart();
    }
    return why;
  }

  private static synchronized EmbeddedPostgres started() {
    if (server == null) {
      throw new IllegalStateException("not started");
    }
    return server;
  }

  private static String tryToStart() {
    try {
      // Its own defaults are those of a database that may forget, which the journal refuses.
      server =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "300")
              .setPGStartupWait(Duration.ofMinutes(1))
              .start();
      return "";
    } catch (IOException | RuntimeException e) {
      return "no PostgreSQL can be started here (as root it takes unshare from util-linux and the"
          + " right to make user namespaces): "
          + e;
    }
  }
}
