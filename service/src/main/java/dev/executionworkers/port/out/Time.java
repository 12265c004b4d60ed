package dev.executionworkers.port.out;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Time and threads. All waiting goes through here, so that a test or a simulation can own it.
 * Thread-safe.
 */
public interface Time {

  /** What time it is. */
  Instant now();

  /** Runs the task on a thread of its own. */
  void fork(String name, Runnable task);

  /** A new lock that one can wait on. */
  Monitor monitor();

  /** A lock with one condition. Not to be held across anything that blocks. */
  interface Monitor {

    /** Runs the section alone, then wakes everyone who waits so that they look again. */
    <T> T change(Supplier<T> section);

    /** The same of a section that gives nothing. */
    default void change(Runnable section) {
      change(givingNothing(section));
    }

    /** Wakes everyone who waits so that they look again. */
    default void wake() {
      change(() -> {});
    }

    /** Runs the section alone. */
    <T> T look(Supplier<T> section);

    /** The same of a section that gives nothing: nobody waits for what it changes. */
    default void look(Runnable section) {
      look(givingNothing(section));
    }

    private static Supplier<Boolean> givingNothing(Runnable section) {
      return () -> {
        section.run();
        return true;
      };
    }

    /**
     * Waits until the condition holds or the time has come.
     *
     * @param condition looked at alone, whenever something changed
     * @return whether the condition held
     */
    boolean awaitUntil(BooleanSupplier condition, Instant until);
  }
}
