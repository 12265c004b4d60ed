package dev.executionworkers.acceptance;

import dev.executionworkers.simulators.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * What the service has written to its two streams. It promises one JSON object a line on standard
 * output and nothing on standard error; whatever breaks that is kept as a violation. Safe for many
 * threads.
 */
public final class ServiceOutput {
  private final List<LogLine> lines = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private final Thread out;
  private final Thread err;

  ServiceOutput(Process process) {
    out = reader("service-stdout", process.getInputStream(), this::lineOut);
    err = reader("service-stderr", process.getErrorStream(), this::lineErr);
  }

  /** Every line so far, oldest first. */
  public synchronized List<LogLine> lines() {
    return List.copyOf(lines);
  }

  /** Every line so far that is so, oldest first. */
  public List<LogLine> lines(Predicate<LogLine> which) {
    return lines().stream().filter(which).toList();
  }

  /** All of it, as it was written. */
  public String text() {
    return String.join("\n", lines().stream().map(LogLine::text).toList());
  }

  /** What stands on the streams and may not. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /**
   * Waits for a line.
   *
   * @throws IllegalStateException when it does not come in time
   */
  public LogLine await(Duration atMost, String what, Predicate<LogLine> which) {
    Patience.until(atMost, what, () -> lines().stream().anyMatch(which));
    return lines().stream().filter(which).findFirst().orElseThrow();
  }

  /** Waits until both streams have ended, as they do with the process. */
  void awaitEnd() {
    try {
      out.join(Duration.ofSeconds(10));
      err.join(Duration.ofSeconds(10));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void lineOut(String text, boolean whole) {
    Optional<JsonNode> json =
        Json.read(text.getBytes(StandardCharsets.UTF_8)).filter(JsonNode::isObject);
    if (json.isPresent()) {
      lines.add(new LogLine(text, json.get()));
    } else if (whole) {
      violations.add("standard output has a line that is no JSON object: " + text);
    }
  }

  private synchronized void lineErr(String text, boolean whole) {
    violations.add("standard error is not empty: " + text);
  }

  private static Thread reader(String name, InputStream stream, Taker taker) {
    return Thread.ofPlatform().name(name).daemon().start(() -> readAll(stream, taker));
  }

  private static void readAll(InputStream stream, Taker taker) {
    var line = new ByteArrayOutputStream();
    try (stream) {
      for (int next = stream.read(); next >= 0; next = stream.read()) {
        if (next == '\n') {
          taker.take(line.toString(StandardCharsets.UTF_8), true);
          line.reset();
        } else {
          line.write(next);
        }
      }
    } catch (IOException closed) {
      // The process has ended.
    }
    // A process that is killed may leave half a line.
    if (line.size() > 0) {
      taker.take(line.toString(StandardCharsets.UTF_8), false);
    }
  }

  private interface Taker {
    void take(String line, boolean whole);
  }
}
