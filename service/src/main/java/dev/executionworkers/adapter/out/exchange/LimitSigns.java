package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import java.time.Instant;
import java.util.Optional;

/** Reads what a peer's answers say about its limits. Pure and total. */
@FunctionalInterface
public interface LimitSigns {

  /** What this answer says. */
  Signs read(Answered answer);

  /**
   * What an answer says about limits.
   *
   * @param limited whether a limit was hit
   * @param until until when it holds by our clock, if the answer says so
   * @param left how much is left until when, if the answer says so
   */
  record Signs(boolean limited, Optional<Instant> until, Optional<Left> left) {
    /** Nothing. */
    public static final Signs NONE = new Signs(false, Optional.empty(), Optional.empty());
  }

  /**
   * What is left.
   *
   * @param requests how many may still be made
   * @param until when there will be new ones, by our clock
   */
  record Left(long requests, Instant until) {}
}
