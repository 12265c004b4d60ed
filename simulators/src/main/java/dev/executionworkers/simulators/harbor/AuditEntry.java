package dev.executionworkers.simulators.harbor;

import java.time.Instant;

/**
 * What Harbor's audit log keeps of robots: that one was created or deleted, never that its secret
 * was changed or used.
 *
 * @param actor the acting user's or robot's name
 * @param operation {@code create} or {@code delete}
 * @param robot the robot's name with its prefix
 */
public record AuditEntry(Instant at, String actor, String operation, String robot) {}
