package dev.executionworkers.simulators.harbor;

import java.time.Instant;

/**
 * What a PUT may change beside the permissions.
 *
 * @param durationDays -1 for ever
 * @param expiresAtEpochSeconds -1 for never
 */
record RobotSettings(
    String description, boolean disabled, long durationDays, long expiresAtEpochSeconds) {

  static final long FOR_EVER = -1;

  /** When a robot that was created then and lives that long dies, in epoch seconds. */
  static long expiry(Instant created, long durationDays) {
    return durationDays == FOR_EVER
        ? FOR_EVER
        : created.plusSeconds(durationDays * 86_400).getEpochSecond();
  }

  boolean expired(Instant now) {
    return expiresAtEpochSeconds != FOR_EVER && expiresAtEpochSeconds <= now.getEpochSecond();
  }

  RobotSettings withDisabled(boolean changed) {
    return new RobotSettings(description, changed, durationDays, expiresAtEpochSeconds);
  }

  RobotSettings withExpiresAt(Instant changed) {
    return new RobotSettings(description, disabled, durationDays, changed.getEpochSecond());
  }
}
