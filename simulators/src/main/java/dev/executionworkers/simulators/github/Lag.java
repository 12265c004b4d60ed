package dev.executionworkers.simulators.github;

/**
 * What may not be visible yet after a create over the API. Each is counted per repository in
 * requests, not in time, so that tests are deterministic.
 */
public enum Lag {
  /** {@code GET} of the repository answers 404 {@code Not Found}. */
  REPOSITORY,
  /** {@code GET} of a branch answers 404 {@code Branch not found}. */
  BRANCH,
  /** Requests to branch protection answer 404 {@code Not Found}. */
  PROTECTION_NOT_FOUND,
  /** Requests to branch protection answer 404 {@code Branch not found}. */
  PROTECTION_BRANCH_NOT_FOUND
}
