package dev.executionworkers.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The packaged service as a process, on a free port of the loopback interface. Its log goes into a
 * file that nobody reads, as under a container's runtime.
 */
public final class Worker implements AutoCloseable {
  private static final Duration LONGEST_START = Duration.ofSeconds(60);

  private final Process process;
  private final int port;
  private final Duration startTime;

  private Worker(Process process, int port, Duration startTime) {
    this.process = process;
    this.port = port;
    this.startTime = startTime;
  }

  /**
   * Starts it and waits until it says that it is ready.
   *
   * @param folder for its log
   * @param javaOptions of the JVM, such as {@code -Xmx256m}
   */
  static Worker start(Path launcher, Path folder, String javaOptions, Map<String, String> settings)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = Ports.free();
    var builder = new ProcessBuilder(launcher.toString()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(List.of("PATH"));
    environment.putAll(settings);
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("JAVA_OPTS", javaOptions);
    environment.put("BIND_ADDRESS", "127.0.0.1");
    environment.put("PORT", Integer.toString(port));
    long began = System.nanoTime();
    Process process = Processes.start(builder.redirectOutput(folder.resolve("log").toFile()));
    try {
      Ports.awaitListener(port, process, LONGEST_START);
      Http.awaitReady(port, LONGEST_START);
      return new Worker(process, port, Duration.ofNanos(System.nanoTime() - began));
    } catch (BenchException failed) {
      Processes.end(process);
      throw BenchException.failed(
          failed.getMessage() + "; the service's log is " + folder.resolve("log"));
    }
  }

  /** The URL of a path. */
  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** The id of its process. */
  public long pid() {
    return process.pid();
  }

  /** From the start of the process to the first 200 of {@code /readyz}. */
  public Duration startTime() {
    return startTime;
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    Processes.end(process);
  }
}
