package dev.executionworkers.adapter.in.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How many connections the operating system lets the process have.
 *
 * <p>Helidon 4.5 ends its listener, and leaves the process running, when a connection cannot be
 * accepted for want of a file descriptor (seen with a limit of 400 and 600 callers). A connection
 * that is not accepted yet only waits.
 */
final class FileDescriptors {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LINE = "Max open files";

  private FileDescriptors() {}

  /** At most {@code wanted}, and a quarter of all descriptors left to everything else. */
  static int connections(int wanted) {
    try {
      return connections(wanted, Files.readAllLines(LIMITS));
    } catch (IOException e) {
      // No such file but on Linux.
      return wanted;
    }
  }

  static int connections(int wanted, List<String> limits) {
    return limits.stream()
        .filter(line -> line.startsWith(LINE))
        .map(line -> line.substring(LINE.length()).strip().split("\\s+", 2)[0])
        .filter(soft -> soft.chars().allMatch(Character::isDigit))
        .mapToLong(Long::parseLong)
        .map(limit -> Math.min(wanted, limit - limit / 4))
        .mapToInt(Math::toIntExact)
        .findFirst()
        .orElse(wanted);
  }
}
