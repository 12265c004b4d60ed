package dev.executionworkers.simulators.github;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What protects a branch, but for signed commits, which are set by a path of their own and survive
 * a {@code PUT} of the rest.
 *
 * @param on the flags that are on
 */
record Protection(
    Optional<StatusChecks> statusChecks,
    Optional<Reviews> reviews,
    Optional<Actors> restrictions,
    Set<Flag> on) {

  /** A rule that is on or off, by its name in request and response. */
  enum Flag {
    ENFORCE_ADMINS("enforce_admins"),
    REQUIRED_LINEAR_HISTORY("required_linear_history"),
    ALLOW_FORCE_PUSHES("allow_force_pushes"),
    ALLOW_DELETIONS("allow_deletions"),
    BLOCK_CREATIONS("block_creations"),
    REQUIRED_CONVERSATION_RESOLUTION("required_conversation_resolution"),
    LOCK_BRANCH("lock_branch"),
    ALLOW_FORK_SYNCING("allow_fork_syncing");

    final String wireName;

    Flag(String wireName) {
      this.wireName = wireName;
    }
  }

  record StatusChecks(boolean strict, List<Check> checks) {}

  /**
   * A status check.
   *
   * @param appId the only App that may report it; empty when any may
   */
  record Check(String context, OptionalLong appId) {}

  record Reviews(
      int approvals,
      boolean dismissStale,
      boolean codeOwners,
      boolean lastPush,
      Optional<Actors> dismissal,
      Optional<Actors> bypass) {}

  /** Users by login, teams and Apps by slug. */
  record Actors(List<String> users, List<String> teams, List<String> apps) {}
}
