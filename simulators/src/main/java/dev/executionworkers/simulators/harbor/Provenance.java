package dev.executionworkers.simulators.harbor;

import java.time.Instant;

/**
 * When and by whom a robot was made, and when its row was last written.
 *
 * @param creatorType {@code local} for a user, {@code robot} for a robot
 * @param creatorId the creator's number among its kind
 */
record Provenance(Instant created, Instant updated, String creatorType, long creatorId) {

  Provenance touched(Instant now) {
    return new Provenance(created, now, creatorType, creatorId);
  }
}
