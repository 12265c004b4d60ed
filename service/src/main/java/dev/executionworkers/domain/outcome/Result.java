package dev.executionworkers.domain.outcome;

/** What a completed command has to tell. */
public sealed interface Result {

  /**
   * The repository is there, as wanted.
   *
   * @param created whether this command made it; false when it was adopted
   */
  record RepositoryReady(Repository repository, boolean created) implements Result {}

  /** The foreign system confirmed it; there is nothing more to tell. */
  record Confirmed() implements Result {}
}
