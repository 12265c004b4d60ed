package dev.executionworkers.simulators.github;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The secondary limits that GitHub publishes ("Rate limits for the REST API"), held against each
 * caller: a second between writes, 80 writes a minute and 500 an hour, 900 points a minute. Whoever
 * breaks one is blocked for a minute. Guarded by the state's lock.
 */
final class PublishedLimits {

  private static final Duration BLOCK = Duration.ofMinutes(1);
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);
  private static final int POINTS_OF_A_WRITE = 5;

  private final Map<String, Usage> byBucket = new HashMap<>();
  private final List<String> violations = new ArrayList<>();

  /** What was broken, in order. */
  List<String> violations() {
    return List.copyOf(violations);
  }

  /** Notes a request, and tells until when its caller is blocked; the past if he is not. */
  Instant note(Call call, Instant now) {
    Usage usage = byBucket.computeIfAbsent(call.caller().bucket(), _ -> new Usage());
    boolean write = !call.is("GET");
    if (now.isBefore(usage.blockedUntil)) {
      violations.add(now + " " + call.method() + " while blocked");
      return usage.blockedUntil;
    }
    List<String> broken = usage.note(write, now);
    if (!broken.isEmpty()) {
      broken.forEach(what -> violations.add(now + " " + what));
      usage.blockedUntil = now.plus(BLOCK);
    }
    return usage.blockedUntil;
  }

  /** What one caller has done lately. */
  private static final class Usage {
    private final Window writesOfMinute = new Window("80 writes a minute", 80, 60);
    private final Window writesOfHour = new Window("500 writes an hour", 500, 3_600);
    private final Window points = new Window("900 points a minute", 900, 60);
    private Instant lastWrite = Instant.MIN;
    private Instant blockedUntil = Instant.MIN;

    List<String> note(boolean write, Instant now) {
      List<String> broken = new ArrayList<>();
      points.add(now, write ? POINTS_OF_A_WRITE : 1, broken);
      if (write) {
        writesOfMinute.add(now, 1, broken);
        writesOfHour.add(now, 1, broken);
        if (lastWrite.isAfter(now.minus(BETWEEN_WRITES))) {
          broken.add("more than a write a second");
        }
        lastWrite = now;
      }
      return broken;
    }
  }

  private static final class Window {
    private final String name;
    private final int most;
    private final long seconds;
    private final Deque<Instant> times = new ArrayDeque<>();

    Window(String name, int most, long seconds) {
      this.name = name;
      this.most = most;
      this.seconds = seconds;
    }

    void add(Instant now, int amount, List<String> broken) {
      while (!times.isEmpty() && !now.isBefore(times.element().plusSeconds(seconds))) {
        times.remove();
      }
      for (int i = 0; i < amount; i++) {
        times.add(now);
      }
      if (times.size() > most) {
        broken.add("more than " + name);
      }
    }
  }
}
