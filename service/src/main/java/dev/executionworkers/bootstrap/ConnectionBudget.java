package dev.executionworkers.bootstrap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How many connections each side may have, so that neither a crowd of callers nor peers that hang
 * take the file descriptors from everybody else.
 *
 * <p>Helidon 4.5 ends its listener, and leaves the process running, when a connection cannot be
 * accepted for want of a file descriptor (seen with a limit of 400 and 600 callers). A connection
 * that is not accepted yet only waits; so does a call that finds all connections to its peer taken.
 *
 * @param inbound connections of callers at a time
 * @param perPeer connections to one peer at a time
 */
record ConnectionBudget(int inbound, int perPeer) {
  private static final int MOST = 20_000;
  private static final int FEWEST_PER_PEER = 32;

  /** Callers get more than half, for each may be held; the peers share a third. */
  private static final int INBOUND_PERCENT = 60;

  private static final int PER_PEER_PERCENT = 5;

  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LINE = "Max open files";

  /** By the limit of this process; on systems that do not tell, as many as are ever needed. */
  static ConnectionBudget ofThisProcess() {
    try {
      return of(Files.readAllLines(LIMITS));
    } catch (IOException e) {
      return new ConnectionBudget(MOST, MOST);
    }
  }

  /** By the lines of {@code /proc/self/limits}. */
  static ConnectionBudget of(List<String> limits) {
    return softLimit(limits)
        .map(limit ->
            new ConnectionBudget(
                share(limit, INBOUND_PERCENT),
                Math.max(FEWEST_PER_PEER, share(limit, PER_PEER_PERCENT))))
        .orElseGet(() -> new ConnectionBudget(MOST, MOST));
  }

  private static int share(long limit, int percent) {
    return (int) Math.min(MOST, limit * percent / 100);
  }

  private static Optional<Long> softLimit(List<String> limits) {
    return limits.stream()
        .filter(line -> line.startsWith(LINE))
        .map(line -> line.substring(LINE.length()).strip().split("\\s+", 2)[0])
        .filter(soft -> !soft.isEmpty() && soft.chars().allMatch(Character::isDigit))
        .map(Long::parseLong)
        .findFirst();
  }
}
