package dev.executionworkers.domain.policy;

/** What making the same call again does to the foreign system. */
public enum Repeatability {
  /** It only reads: no attempt has an effect. */
  READ,
  /** Doing it again ends in the same state. */
  REPEATABLE,
  /**
   * Each attempt begins by looking whether the effect is there already, and makes only what is
   * missing.
   */
  CHECK_FIRST,
  /** A second effect would be wrong, and the effect cannot be looked up. */
  AT_MOST_ONCE
}
