package dev.executionworkers.simulators.github;

/** What somebody may do with a repository, weakest first. */
public enum Access {
  /** Does not see it: 404. */
  NONE,
  READ,
  WRITE,
  ADMIN;

  boolean covers(Access needed) {
    return compareTo(needed) >= 0;
  }
}
