package dev.executionworkers.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A process as the scheduler sees it. Belongs to {@link DeterministicTime}, which alone changes it.
 */
final class Life {
  private final String name;
  private final Duration clockAhead;
  final List<Fiber> fibers = new ArrayList<>();
  final List<Fiber> suspended = new ArrayList<>();
  boolean dead;
  boolean frozen;
  int freezes;

  /**
   * @param clockAhead by how much its clock is ahead of the world's; negative when it is behind
   */
  Life(String name, Duration clockAhead) {
    this.name = name;
    this.clockAhead = clockAhead;
  }

  String name() {
    return name;
  }

  Duration clockAhead() {
    return clockAhead;
  }

  boolean isDead() {
    return dead;
  }

  boolean isFrozen() {
    return frozen;
  }

  /** How often it has been stopped for a while. */
  int freezes() {
    return freezes;
  }

  @Override
  public String toString() {
    return name;
  }
}
