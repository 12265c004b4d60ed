package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.out.Journal.FailedAttempt;
import dev.executionworkers.port.out.Ledger.StepFailures;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The failed attempts of one execution, step by step. Thread-safe. */
public final class Failures {
  private static final Map<String, Code> CODES = codes();

  private final Map<String, StepFailures> bySteps = new LinkedHashMap<>();

  private record Code(Peer peer, Problem problem) {}

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

  /** The last of these. */
  public static Optional<DomainError> last(Collection<StepFailures> failures) {
    return failures.stream()
        .max(Comparator.comparing(StepFailures::lastAt))
        .flatMap(last ->
            Optional.ofNullable(CODES.get(last.code()))
                .map(code ->
                    new DomainError(code.peer, code.problem, last.peerStatus(), last.detail())));
  }

  private static Map<String, Code> codes() {
    Map<String, Code> codes = new HashMap<>();
    for (Peer peer : Peer.values()) {
      for (Problem problem : Problem.values()) {
        codes.put(new DomainError(peer, problem, 0, "").code(), new Code(peer, problem));
      }
    }
    return codes;
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
