package dev.executionworkers.simulators.harbor;

/** A project; a public one is seen by anybody. */
record Project(long id, String name, boolean isPublic) {}
