package dev.executionworkers.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged service as a process of its own, with an environment of its own, on a free port of
 * 127.0.0.1. Safe for many threads.
 */
public final class ServiceProcess implements AutoCloseable {
  /** Far more than any start takes, also on a machine that is busy with other things. */
  private static final Duration LONGEST_START = Duration.ofMinutes(2);

  private static final int MOST_STARTS = 10;
  private static final Duration LONGEST_END = Duration.ofMinutes(2);
  private static final int LAST_LINES = 15;
  private static final List<String> INHERITED = List.of("PATH", "JAVA_HOME");

  private final Process process;
  private final ServiceOutput output;
  private final Path folder;
  private final long startedAtNanos = System.nanoTime();
  private volatile int port;
  private volatile Duration startTime = Duration.ZERO;

  private ServiceProcess(Process process, Path folder) {
    this.process = process;
    this.folder = folder;
    this.output = new ServiceOutput(process);
  }

  /**
   * Starts it and waits until it listens.
   *
   * @param settings environment variables; there are no others but {@code PATH}, {@code JAVA_HOME}
   *     and the few that keep it on this machine
   * @throws IllegalStateException when it does not start, with what it said
   */
  public static ServiceProcess start(Map<String, String> settings) {
    return start(Distribution.fromSystemProperty(), settings);
  }

  /** The same with a distribution of one's own. */
  public static ServiceProcess start(Distribution distribution, Map<String, String> settings) {
    ServiceProcess service = launch(distribution, settings);
    try {
      Patience.until(
          LONGEST_START, "the service listens", () -> service.isListening() || service.hasEnded());
      if (!service.isListening()) {
        throw new IllegalStateException("the service ended instead of starting");
      }
    } catch (IllegalStateException failed) {
      service.kill();
      service.output.awaitEnd();
      service.forget();
      throw new IllegalStateException(
          failed.getMessage() + "; it said:\n" + service.everythingSaid(), failed);
    }
    return service;
  }

  /**
   * Starts it, and again where it ends instead, as whoever runs it would do: on a slow machine its
   * database gives no connection in time.
   */
  public static ServiceProcess startPersistently(Map<String, String> settings) {
    for (int left = MOST_STARTS - 1; ; left--) {
      try {
        return start(settings);
      } catch (IllegalStateException ended) {
        if (left == 0) {
          throw ended;
        }
      }
    }
  }

  /**
   * Starts it and waits for nothing.
   *
   * @param words what has it do something else than serve, such as {@code backup FILE}
   */
  public static ServiceProcess launch(Map<String, String> settings, String... words) {
    return launch(Distribution.fromSystemProperty(), settings, words);
  }

  private static ServiceProcess launch(
      Distribution distribution, Map<String, String> settings, String... words) {
    try {
      Path folder = Files.createTempDirectory("execution-workers-");
      var command = new ArrayList<>(List.of(words));
      command.addFirst(distribution.launcher().toString());
      var builder = new ProcessBuilder(command);
      Map<String, String> environment = builder.environment();
      environment.keySet().retainAll(INHERITED);
      environment.put("BIND_ADDRESS", "127.0.0.1");
      environment.put("PORT", "0");
      environment.put("DATA_DIR", folder.resolve("data").toString());
      environment.putAll(settings);
      return new ServiceProcess(builder.directory(folder.toFile()).start(), folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the service cannot be started", e);
    }
  }

  /** {@code http://127.0.0.1:port}, without a slash at the end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The port that it said it listens on. */
  public int port() {
    if (port == 0) {
      throw new IllegalStateException("the service does not listen");
    }
    return port;
  }

  /** From the start of the process to the line that says it listens. */
  public Duration startTime() {
    return startTime;
  }

  /** Its log, and what else it wrote. */
  public ServiceOutput output() {
    return output;
  }

  /** Every byte of the files it keeps, each as a character, to be searched. */
  public String filesText() {
    try (Stream<Path> files = Files.walk(folder)) {
      var text = new StringBuilder();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGTERM. By the handle, for {@link Process#destroy} closes the streams as well. */
  public void terminate() {
    process.toHandle().destroy();
  }

  /** SIGKILL. */
  public void kill() {
    process.toHandle().destroyForcibly();
  }

  /** SIGSTOP: it stands still, with all its connections open, until {@link #goOn}. */
  public void standStill() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void goOn() {
    signal("CONT");
  }

  public boolean hasEnded() {
    return !process.isAlive();
  }

  /**
   * Waits for its end.
   *
   * @return its exit status; 128 and the signal's number when a signal ended it
   * @throws IllegalStateException when it goes on
   */
  public int waitFor(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the service has not ended within " + atMost);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
    output.awaitEnd();
    return process.exitValue();
  }

  /** The last lines of its log, for whoever must find out what went wrong. */
  public List<String> lastLines(int count) {
    List<String> all = everythingSaid().lines().toList();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /**
   * Ends it and removes its data.
   *
   * @throws IllegalStateException when it wrote anything but JSON lines on standard output
   */
  @Override
  public void close() {
    terminate();
    try {
      waitFor(LONGEST_END);
    } catch (IllegalStateException goesOn) {
      throw new IllegalStateException(
          goesOn.getMessage() + "; it said last:\n" + String.join("\n", lastLines(LAST_LINES)),
          goesOn);
    } finally {
      kill();
      forget();
    }
    if (!output.violations().isEmpty()) {
      throw new IllegalStateException(String.join("\n", output.violations()));
    }
  }

  private void signal(String name) {
    try {
      String number = Long.toString(process.pid());
      int status = new ProcessBuilder("kill", "-" + name, number).inheritIO().start().waitFor();
      if (status != 0 && process.isAlive()) {
        throw new IllegalStateException("the service cannot be sent SIG" + name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }

  private boolean isListening() {
    if (port != 0) {
      return true;
    }
    for (LogLine line : output.lines()) {
      if (line.message().equals("listening") && line.json().path("port").isInt()) {
        startTime = Duration.ofNanos(System.nanoTime() - startedAtNanos);
        port = line.json().path("port").asInt();
      }
    }
    return port != 0;
  }

  private String everythingSaid() {
    String violations = String.join("\n", output.violations());
    return violations.isEmpty() ? output.text() : output.text() + "\n" + violations;
  }

  private void forget() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
