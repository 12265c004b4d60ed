package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerdictTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(5);

  /** Statuses outside of 5xx that say "not now" rather than "no". */
  private static final Set<Integer> MAY_PASS = Set.of(407, 408, 421, 423, 425, 429, 499);

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void givesEveryStatusAMeaningAndNothingThatMayPassAFinalNo(
      @ForAll @IntRange(min = 0, max = 999) int status) {
    for (Peer peer : Peer.values()) {
      Failure failure = ofStatus(peer, status, Optional.empty());

      assertThat(failure.error().peer()).isEqualTo(peer);
      assertThat(failure.error().peerStatus()).isEqualTo(status);
      assertThat(failure.error().detail()).isEqualTo("why");
      if (MAY_PASS.contains(status) || status < 400 || status >= 500) {
        assertThat(failure.error().problem().retryable()).isTrue();
      }
    }
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void saysThatNothingHappenedOnlyWhenThePeerSaysSo(
      @ForAll @IntRange(min = 0, max = 999) int status) {
    boolean peerRefuses =
        status >= 300 && status < 500 && !Set.of(408, 421, 423, 425, 499).contains(status);
    assertThat(ofStatus(Peer.HARBOR, status, Optional.empty()).effectUnknown())
        .isEqualTo(!peerRefuses);
  }

  @Test
  void passesOnUntilWhenAPeerIsLeftAlone() {
    Optional<Instant> later = Optional.of(NOW.plusSeconds(5));

    assertThat(Verdict.of(Peer.HARBOR, new Faulted(Fault.BREAKER_OPEN, later)).retryAt())
        .isEqualTo(later);
    assertThat(Verdict.of(Peer.HARBOR, new Faulted(Fault.BREAKER_OPEN)).retryAt()).isEmpty();
    assertThat(Verdict.of(Peer.GIT_PROVIDER, new Faulted(Fault.LIMIT_REACHED, later)))
        .isInstanceOf(Failure.Throttled.class)
        .satisfies(failure -> {
          assertThat(failure.retryAt()).isEqualTo(later);
          assertThat(failure.error().code()).isEqualTo("git_rate_limited");
        });
  }

  /** With a peer that is spoken to by TLS, a proxy's 407 is all that is heard of it. */
  @Test
  void takesALoginThatTheProxyRefusesForACredentialAsIts407() {
    assertThat(Verdict.of(Peer.GIT_PROVIDER, new Faulted(Fault.PROXY_LOGIN_REFUSED)))
        .isInstanceOf(Failure.Refused.class)
        .satisfies(
            failure -> assertThat(failure.error().code()).isEqualTo("git_credentials_rejected"));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void takesEveryFaultForPassing(Fault fault) {
    for (Peer peer : Peer.values()) {
      Failure failure = Verdict.of(peer, new Faulted(fault));

      assertThat(failure.error().problem().retryable()).isTrue();
      assertThat(failure.error().peerStatus()).isZero();
      assertThat(failure.effectUnknown()).isEqualTo(fault.sent());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED",
    "401, CREDENTIALS_REJECTED",
    "403, PERMISSION_DENIED",
    "404, NOT_FOUND",
    "407, CREDENTIALS_REJECTED",
    "408, UNAVAILABLE",
    "409, CONFLICT",
    "410, REJECTED",
    "418, REJECTED",
    "421, UNAVAILABLE",
    "422, REJECTED",
    "423, UNAVAILABLE",
    "425, UNAVAILABLE",
    "429, RATE_LIMITED",
    "499, UNAVAILABLE",
    "500, UNAVAILABLE",
    "503, UNAVAILABLE",
    "504, UNAVAILABLE",
    "599, UNAVAILABLE",
    "100, UNEXPECTED_RESPONSE",
    "200, UNEXPECTED_RESPONSE",
    "302, UNEXPECTED_RESPONSE",
    "600, UNEXPECTED_RESPONSE"
  })
  void namesTheProblem(int status, Problem problem) {
    assertThat(ofStatus(Peer.HARBOR, status, Optional.empty()).error().problem())
        .isEqualTo(problem);
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void keepsWhatThePeerSaidAboutWhenUnlessItRefused(
      @ForAll @IntRange(min = 0, max = 999) int status) {
    Failure failure = ofStatus(Peer.HARBOR, status, Optional.of(LATER));
    boolean passing =
        (status >= 500 && status < 600) || Set.of(408, 421, 423, 425, 429, 499).contains(status);
    assertThat(failure.retryAt()).isEqualTo(passing ? Optional.of(LATER) : Optional.empty());
  }

  @Test
  void mayAskAgainAtOnceWhenALimitDoesNotSayWhen() {
    assertThat(ofStatus(Peer.HARBOR, 429, Optional.empty()).retryAt()).contains(NOW);
  }

  private static Failure ofStatus(Peer peer, int status, Optional<Instant> retryAt) {
    return Verdict.ofStatus(peer, status, "why", retryAt, NOW);
  }
}
