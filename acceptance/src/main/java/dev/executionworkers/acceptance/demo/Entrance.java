package dev.executionworkers.acceptance.demo;

/** By which of the service's entrances the story goes. */
public enum Entrance {
  HTTP,
  TEMPORAL
}
