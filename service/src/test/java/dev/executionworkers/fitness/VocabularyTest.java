package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.Verdict;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every foreign error becomes a code of the closed vocabulary. */
class VocabularyTest {
  private static final Set<String> SUBJECTS =
      Set.of(
          "git",
          "registry",
          "appenv_secrets",
          "appenv_secret_bindings",
          "appenv_gitops",
          "secret_bindings");
  private static final Set<String> PROBLEMS =
      Set.of(
          "rejected",
          "not_found",
          "conflict",
          "plan_unsupported",
          "credentials_rejected",
          "permission_denied",
          "rate_limited",
          "unavailable",
          "timeout",
          "unexpected_response",
          "not_configured");

  static final Set<String> CODES =
      SUBJECTS.stream()
          .flatMap(subject -> PROBLEMS.stream().map(problem -> subject + "_" + problem))
          .collect(Collectors.toUnmodifiableSet());

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void theVocabularyIsTheDocumentedOneAndNothingElse() {
    Set<String> spoken =
        peers()
            .flatMap(peer ->
                Arrays.stream(Problem.values())
                    .map(problem -> new DomainError(peer, problem, 500, "").code()))
            .collect(Collectors.toSet());

    assertThat(spoken).isEqualTo(CODES).hasSize(Peer.values().length * Problem.values().length);
  }

  @Test
  void everyStatusIsInIt() {
    assertThat(
            peers()
                .flatMap(peer ->
                    IntStream.rangeClosed(100, 599)
                        .mapToObj(
                            status -> Verdict.ofStatus(peer, status, "", Optional.empty(), NOW))))
        .map(failure -> failure.error().code())
        .isSubsetOf(CODES);
  }

  @Test
  void everyTransportFaultIsInIt() {
    assertThat(
            peers()
                .flatMap(peer ->
                    Arrays.stream(Fault.values())
                        .map(fault -> Verdict.of(peer, new Faulted(fault)))))
        .map(failure -> failure.error().code())
        .isSubsetOf(CODES);
  }

  @Test
  void whatMayPassIsNeverFinal() {
    assertThat(
            IntStream.of(408, 421, 423, 425, 429, 499, 500, 502, 503, 504, 599)
                .mapToObj(
                    status -> Verdict.ofStatus(Peer.HARBOR, status, "", Optional.empty(), NOW)))
        .allMatch(failure -> failure.error().problem().retryable())
        .noneMatch(Failure.Refused.class::isInstance);
  }

  private static Stream<Peer> peers() {
    return Arrays.stream(Peer.values());
  }
}
