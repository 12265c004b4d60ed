package dev.executionworkers.adapter.out.delegated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.ForeignText;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import org.junit.jupiter.params.provider.ValueSource;

class DelegatedAnswersTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

  /** Of 4xx those that another moment or another setting mends. */
  private static final Set<Integer> MAY_PASS = Set.of(401, 403, 407, 408, 421, 423, 425, 429, 499);

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void confirmsWithA2xxAndWithNothingElse(
      @ForAll @IntRange(min = 100, max = 599) int status, @ForAll boolean effectInDoubt) {
    boolean confirmed = read(answer(status, ""), effectInDoubt) instanceof StepResult.Done;
    assertThat(confirmed).isEqualTo(status >= 200 && status <= 299);
  }

  @Property(generation = GenerationMode.EXHAUSTIVE)
  void takesNothingThatMayPassForAFinalNo(
      @ForAll @IntRange(min = 300, max = 599) int status, @ForAll boolean effectInDoubt) {
    Failure failure = failure(answer(status, ""), effectInDoubt);
    boolean mayPass =
        MAY_PASS.contains(status)
            || status < 400
            || status >= 500
            || (status == 409 && effectInDoubt);

    assertThat(failure.error().peer()).isEqualTo(Peer.APPENV_SECRETS);
    assertThat(failure.error().peerStatus()).isEqualTo(status);
    assertThat(failure.error().problem().retryable()).isEqualTo(mayPass);
  }

  @Property
  void hasAnAnswerToEveryBody(
      @ForAll @IntRange(min = 300, max = 599) int status, @ForAll String body) {
    assertThat(failure(answer(status, body), false).error().detail())
        .startsWith("appenv-secrets answered " + status);
  }

  @ParameterizedTest
  @EnumSource(Exchanged.Fault.class)
  void takesEveryFaultForPassing(Exchanged.Fault fault) {
    Failure failure = failure(new Faulted(fault), true);
    assertThat(failure.error().problem().retryable()).isTrue();
    assertThat(failure.effectUnknown()).isEqualTo(fault.sent());
  }

  @Test
  void takesAConflictForARefusalUnlessAnAttemptOfOursMayBeBehindIt() {
    assertThat(failure(answer(409, ""), false))
        .isInstanceOf(Failure.Refused.class)
        .extracting(failure -> failure.error().problem())
        .isEqualTo(Problem.CONFLICT);
    assertThat(failure(answer(409, ""), true))
        .isInstanceOf(Failure.PeerFailed.class)
        .extracting(failure -> failure.error().problem())
        .isEqualTo(Problem.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void callsARedirectUnexpectedAtOnce(int status) {
    assertThat(failure(answer(status, ""), true))
        .isInstanceOf(Failure.Refused.class)
        .extracting(failure -> failure.error().problem())
        .isEqualTo(Problem.UNEXPECTED_RESPONSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 421, 423, 425, 429, 499, 500, 502, 503, 504})
  void heedsWhenItMayAskAgain(int status) {
    var answer = new Answered(status, Map.of("retry-after", List.of("7")), "", RECEIVED);
    assertThat(failure(answer, true).retryAt()).contains(RECEIVED.plusSeconds(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"title\":\"Nope\",\"detail\":\"no such team\"} | : no such team",
        "{\"title\":\"Nope\",\"status\":422} | : Nope",
        "{\"message\":\"no such team\"} | : no such team",
        "{\"error\":\"no such team\"} | : no such team",
        "{\"error\":{\"message\":\"no such team\"}} | : no such team",
        "{\"detail\":\"\",\"message\":\"no such team\"} | : no such team",
        "{\"detail\":42} | ''",
        "[\"no such team\"] | ''",
        "\"no such team\" | ''",
        "<html>no such team</html> | ''"
      })
  void quotesAParsedMessageAndNothingElse(String body, String quoted) {
    assertThat(failure(answer(422, body), false).error().detail())
        .isEqualTo("appenv-secrets answered 422" + quoted);
  }

  @Test
  void quotesNoSecretThatWasSent() {
    var known = ForeignText.without(Secret.of("bearer-canary")).and(Secret.of("token canary"));
    String body = "{\"detail\":\"bearer-canary may not bind token canary, nor token+canary\"}";
    var answers = new DelegatedAnswers(Peer.SECRET_BINDINGS, known, false);

    assertThat(errorOf(answers.read(answer(403, body))).detail())
        .isEqualTo(
            "secret-bindings answered 403: [redacted] may not bind [redacted], nor [redacted]");
  }

  @Test
  void takesAnAcceptedConnectionForReachable() {
    assertThat(DelegatedAnswers.ofConnecting(Peer.SECRET_BINDINGS, Optional.empty()))
        .isEqualTo(StepResult.done(new Confirmed()));
    assertThat(
            errorOf(
                DelegatedAnswers.ofConnecting(
                    Peer.SECRET_BINDINGS, Optional.of(new Faulted(Exchanged.Fault.NOT_CONNECTED)))))
        .extracting(DomainError::code)
        .isEqualTo("secret_bindings_unavailable");
  }

  private static Answered answer(int status, String body) {
    return new Answered(status, Map.of(), body, RECEIVED);
  }

  private static StepResult<Confirmed> read(Exchanged exchanged, boolean effectInDoubt) {
    return new DelegatedAnswers(Peer.APPENV_SECRETS, ForeignText.without(), effectInDoubt)
        .read(exchanged);
  }

  private static Failure failure(Exchanged exchanged, boolean effectInDoubt) {
    return failureOf(read(exchanged, effectInDoubt));
  }

  private static DomainError errorOf(StepResult<Confirmed> result) {
    return failureOf(result).error();
  }

  private static Failure failureOf(StepResult<Confirmed> result) {
    assertThat(result).isInstanceOf(StepResult.Failed.class);
    return ((StepResult.Failed<Confirmed>) result).failure();
  }
}
