package dev.executionworkers.simulators.harbor;

/** What a user is in a project, as far as its robots are concerned. */
enum ProjectRole {
  /** Everything with the project's robots. */
  PROJECT_ADMIN,
  /** Sees the project's robots, changes none. */
  MAINTAINER
}
