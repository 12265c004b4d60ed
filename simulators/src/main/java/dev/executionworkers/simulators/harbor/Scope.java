package dev.executionworkers.simulators.harbor;

/** Where a robot lives, and so whose word decides about it. */
sealed interface Scope {

  /** Above all projects. */
  record OfSystem() implements Scope {}

  /** In one project, by its name. */
  record OfProject(String project) implements Scope {}

  Scope SYSTEM = new OfSystem();
}
