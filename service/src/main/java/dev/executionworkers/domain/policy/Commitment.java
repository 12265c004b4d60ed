package dev.executionworkers.domain.policy;

/** How long an execution holds on. */
public enum Commitment {
  /** It may end with its last failure when nobody has waited for it for a while. */
  OPEN,
  /** It has passed the point of no return: ending now would leave the effect half done. */
  COMMITTED
}
