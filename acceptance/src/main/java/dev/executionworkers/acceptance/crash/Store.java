package dev.executionworkers.acceptance.crash;

import java.util.Map;

/** Where the service under test keeps its journal, over all its processes. */
interface Store extends AutoCloseable {

  /** Which of them. */
  enum Kind {
    SQLITE("SQLite"),
    POSTGRES("PostgreSQL");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /** A new one, which remembers nothing. */
  static Store create(Kind kind) {
    return switch (kind) {
      case SQLITE -> SqliteFolder.create();
      case POSTGRES -> PostgresDatabase.create();
    };
  }

  Kind kind();

  /** What a process needs to use it. */
  Map<String, String> settings();

  /**
   * Every process that has used it is dead. Lets the time go by that its leases last: nobody is
   * there to whom it could make a difference.
   */
  void everybodyIsDead();

  /**
   * The same for one process.
   *
   * @param firstSubject what only this process has worked on so far
   */
  void isDead(String firstSubject);

  /** Whether a lease on unfinished work lasts. */
  boolean hasLeases();

  @Override
  void close();
}
