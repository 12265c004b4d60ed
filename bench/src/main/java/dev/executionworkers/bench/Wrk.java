package dev.executionworkers.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The load generator: one thread, and as many connections as are asked for. Thread-safe. */
public final class Wrk {
  private static final AtomicInteger RUNS = new AtomicInteger();

  /** Longer than any caller of the service waits. */
  private static final String TIMEOUT = "20s";

  private final Tools tools;
  private final Path script;

  Wrk(Tools tools, Path folder) throws IOException {
    this.tools = tools;
    this.script = folder.resolve("ids.lua");
    Files.writeString(script, Resources.text("ids.lua", Map.of()));
  }

  /** Asks for as much as it can. */
  public Load run(String url, int connections, Duration duration) {
    try {
      Process process =
          new ProcessBuilder(
                  tools.wrk().toString(),
                  "-t1",
                  "-c" + connections,
                  "-d" + duration.toSeconds() + "s",
                  "--timeout",
                  TIMEOUT,
                  "-s",
                  script.toString(),
                  url,
                  "--",
                  // Ids of an earlier process would be joined or replayed too.
                  "r" + ProcessHandle.current().pid() + "-" + RUNS.incrementAndGet())
              .redirectErrorStream(true)
              .start();
      return Load.parse(
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw BenchException.failed("wrk cannot be run: " + e.getMessage());
    }
  }
}
