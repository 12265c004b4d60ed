package dev.executionworkers.acceptance.demo;

import java.util.ArrayList;
import java.util.List;

/** Collects what is not as it should be. For one thread. */
final class Checks {
  private final List<String> failures = new ArrayList<>();

  /** Notes it unless it is so. */
  void that(boolean so, String what) {
    if (!so) {
      failures.add(what);
    }
  }

  /** Notes it unless they are equal. */
  void same(Object expected, Object actual, String what) {
    that(expected.equals(actual), what + " should be " + expected + " and is " + actual);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }
}
