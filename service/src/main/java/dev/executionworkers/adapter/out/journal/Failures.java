package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.port.out.Journal.FailedAttempt;
import dev.executionworkers.port.out.Ledger.StepFailures;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The failed attempts of one execution, step by step. Thread-safe. */
public final class Failures {
  private final Map<String, StepFailures> bySteps = new LinkedHashMap<>();

  /** None so far, or what an earlier process left. */
  public Failures(Collection<StepFailures> earlier) {
    earlier.forEach(each -> bySteps.put(each.step(), each));
  }

  /** One more. */
  public synchronized void add(FailedAttempt attempt) {
    bySteps.merge(attempt.step(), first(attempt), (before, now) -> sum(before, now));
  }

  /** All of them. */
  public synchronized List<StepFailures> all() {
    return List.copyOf(bySteps.values());
  }

  private static StepFailures first(FailedAttempt attempt) {
    return new StepFailures(
        attempt.step(),
        1,
        attempt.error().code(),
        attempt.error().peerStatus(),
        attempt.error().detail(),
        attempt.at());
  }

  private static StepFailures sum(StepFailures before, StepFailures now) {
    return new StepFailures(
        now.step(),
        before.count() + now.count(),
        now.code(),
        now.peerStatus(),
        now.detail(),
        now.lastAt());
  }
}
