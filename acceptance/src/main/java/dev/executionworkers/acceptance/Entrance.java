package dev.executionworkers.acceptance;

/** By which of the service's entrances it is asked. */
public enum Entrance {
  HTTP("HTTP"),
  TEMPORAL("Temporal");

  private final String title;

  Entrance(String title) {
    this.title = title;
  }

  @Override
  public String toString() {
    return title;
  }
}
