package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.adapter.out.github.ScriptedExchange.RECEIVED_AT;
import static dev.executionworkers.adapter.out.github.ScriptedExchange.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.ForeignText;
import dev.executionworkers.adapter.out.exchange.RetryAfter;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubAnswersTest {
  private static final String TOKEN = "ghp_canary0123456789";
  private static final String MESSAGE = "{\"message\":\"Some words of GitHub\"}";
  private static final String PAGE = "\n<!DOCTYPE html><title>Not here</title>";
  private static final ForeignText SHOWN = ForeignText.without(Secret.of(TOKEN));
  private static final Set<Integer> MAY_PASS = Set.of(408, 421, 423, 425, 499);

  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "<html><body>Unicorn!</body></html>",
          "{\"message\":",
          MESSAGE,
          "{\"message\":\"Bad credentials\"}",
          "{\"message\":\"API rate limit exceeded for user ID 1.\"}",
          "{\"message\":\"You have exceeded a secondary rate limit.\"}",
          ErrorBodyTest.EXISTS,
          ErrorBodyTest.PLAN_REFUSES_PRIVATE,
          ErrorBodyTest.PLAN_REFUSES_PROTECTION);

  private static final List<Map<String, String>> HEADERS =
      List.of(
          Map.of(),
          Map.of("retry-after", "3"),
          Map.of("retry-after", "nonsense"),
          Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "1772366460"),
          Map.of("x-ratelimit-remaining", "0"),
          Map.of("x-ratelimit-remaining", "17"),
          Map.of("gh-limited-by", "content"));

  static Stream<Exchanged.Answered> everyAnswer() {
    return IntStream.rangeClosed(100, 599)
        .boxed()
        .flatMap(status ->
            BODIES.stream()
                .flatMap(body -> HEADERS.stream().map(headers -> answer(status, headers, body))));
  }

  @Test
  void makesEveryAnswerAKnownFailure() {
    assertThat(everyAnswer())
        .allMatch(answer -> {
          Failure failure = classify(answer);
          return expectedKind(answer).isInstance(failure)
              && failure.error().peer() == Peer.GIT_PROVIDER
              && failure.error().peerStatus() == answer.status()
              && failure.error().detail().startsWith("GitHub answered " + answer.status());
        });
  }

  @Test
  void makesNothingThatMayPassADefiniteNo() {
    assertThat(everyAnswer().filter(answer -> mayPass(answer.status())))
        .hasSizeGreaterThan(100 * BODIES.size() * HEADERS.size())
        .allMatch(answer -> classify(answer).error().problem().retryable());
  }

  private static boolean mayPass(int status) {
    return status < 300 || status == 429 || status >= 500 || MAY_PASS.contains(status);
  }

  private static Class<? extends Failure> expectedKind(Exchanged.Answered answer) {
    int status = answer.status();
    if (status == 403) {
      return RateLimit.blockedUntil(answer, ErrorBody.of(answer.body())).isPresent()
          ? Failure.Throttled.class
          : Failure.Refused.class;
    }
    if (status == 429) {
      return Failure.Throttled.class;
    }
    if (status >= 500 || MAY_PASS.contains(status)) {
      return Failure.PeerFailed.class;
    }
    return status < 300 ? Failure.LostReply.class : Failure.Refused.class;
  }

  @ParameterizedTest
  @EnumSource
  void makesEveryFaultAKnownFailure(Fault fault) {
    Failure failure = classify(new Exchanged.Faulted(fault));
    assertThat(failure.effectUnknown()).isEqualTo(fault.sent());
    assertThat(failure.error().problem().retryable()).isTrue();
    assertThat(failure.error().peer()).isEqualTo(Peer.GIT_PROVIDER);
  }

  static Stream<Arguments> meanings() {
    return Stream.of(
        meaning(400, MESSAGE, Problem.REJECTED),
        meaning(401, "{\"message\":\"Bad credentials\"}", Problem.CREDENTIALS_REJECTED),
        meaning(403, MESSAGE, Problem.PERMISSION_DENIED),
        meaning(403, ErrorBodyTest.PLAN_REFUSES_PROTECTION, Problem.PLAN_UNSUPPORTED),
        meaning(404, MESSAGE, Problem.NOT_FOUND),
        meaning(409, MESSAGE, Problem.CONFLICT),
        meaning(410, MESSAGE, Problem.REJECTED),
        meaning(422, ErrorBodyTest.EXISTS, Problem.REJECTED),
        meaning(422, ErrorBodyTest.PLAN_REFUSES_PRIVATE, Problem.PLAN_UNSUPPORTED),
        meaning(429, MESSAGE, Problem.RATE_LIMITED),
        meaning(451, MESSAGE, Problem.REJECTED),
        meaning(301, MESSAGE, Problem.UNEXPECTED_RESPONSE),
        meaning(307, MESSAGE, Problem.UNEXPECTED_RESPONSE),
        meaning(200, MESSAGE, Problem.UNEXPECTED_RESPONSE),
        meaning(500, MESSAGE, Problem.UNAVAILABLE),
        meaning(503, "<html>", Problem.UNAVAILABLE),
        meaning(404, PAGE, Problem.UNEXPECTED_RESPONSE),
        meaning(405, PAGE, Problem.UNEXPECTED_RESPONSE),
        meaning(403, PAGE, Problem.PERMISSION_DENIED),
        meaning(404, "404 page not found", Problem.NOT_FOUND),
        meaning(404, "", Problem.NOT_FOUND));
  }

  @ParameterizedTest
  @MethodSource("meanings")
  void givesAStatusItsMeaning(int status, String body, Problem problem) {
    assertThat(classify(answer(status, body)).error().problem()).isEqualTo(problem);
  }

  @Test
  void looksForALimitBeforeThePlanAndThePermission() {
    assertThat(
            classify(
                answer(403, Map.of("retry-after", "2"), ErrorBodyTest.PLAN_REFUSES_PROTECTION)))
        .isInstanceOfSatisfying(
            Failure.Throttled.class,
            throttled -> assertThat(throttled.until()).isEqualTo(RECEIVED_AT.plusSeconds(2)));
  }

  @Test
  void keepsTheTimeOfA503() {
    assertThat(classify(answer(503, Map.of("retry-after", "4"), "<html>")).retryAt())
        .contains(RECEIVED_AT.plusSeconds(4));
  }

  @Test
  void saysThatARedirectIsARename() {
    String body =
        "{\"message\":\"Moved Permanently\",\"url\":\"https://api.github.com/repositories/1\"}";
    assertThat(classify(answer(301, body)).error().detail())
        .contains("renamed or moved", "Moved Permanently");
  }

  @Test
  void namesThePermissionThatIsNeeded() {
    var headers = Map.of("x-accepted-github-permissions", "administration=write");
    assertThat(classify(answer(403, headers, MESSAGE)).error().detail())
        .contains("needs the permission administration=write");
  }

  @Test
  void namesTheRequestForGitHubsSupport() {
    var headers = Map.of("x-github-request-id", "C0DE:1F2A:3B4C");
    assertThat(classify(answer(502, headers, "<html>")).error().detail())
        .isEqualTo("GitHub answered 502 to request C0DE:1F2A:3B4C");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-github-request-id", "x-accepted-github-permissions"})
  void quotesNoHeaderThatIsNotWhatItShouldBe(String header) {
    assertThat(classify(answer(403, Map.of(header, "<" + TOKEN + ">"), "")).error().detail())
        .isEqualTo("GitHub answered 403");
  }

  @Test
  void quotesNoBodyThatIsNoErrorOfGitHub() {
    assertThat(classify(answer(502, "<html>" + TOKEN + "</html>")).error().detail())
        .isEqualTo("GitHub answered 502");
    assertThat(classify(answer(422, "{\"secret\":\"" + TOKEN + "\"}")).error().detail())
        .isEqualTo("GitHub answered 422");
  }

  @Test
  void takesTheTokenOutOfAMessage() {
    assertThat(
            classify(answer(422, "{\"message\":\"No " + TOKEN + "\\n\\u202ethere\"}"))
                .error()
                .detail())
        .isEqualTo("GitHub answered 422: No [redacted] there");
  }

  @Property(tries = 2000)
  void endsForAnyAnswer(
      @ForAll @IntRange(min = -1, max = 1000) int status,
      @ForAll String body,
      @ForAll String value) {
    var headers =
        Map.of(
            "retry-after",
            value,
            "x-ratelimit-remaining",
            "0",
            "x-ratelimit-reset",
            value,
            "date",
            value);
    Failure failure = classify(answer(status, headers, body));
    assertThat(failure.error().detail()).hasSizeLessThan(400);
    failure
        .retryAt()
        .ifPresent(until ->
            assertThat(Duration.between(RECEIVED_AT, until))
                .isBetween(Duration.ZERO, RetryAfter.MAX));
  }

  private static Failure classify(Exchanged exchanged) {
    return GitHubAnswers.classify(exchanged, SHOWN);
  }

  private static Arguments meaning(int status, String body, Problem problem) {
    return Arguments.of(status, body, problem);
  }
}
