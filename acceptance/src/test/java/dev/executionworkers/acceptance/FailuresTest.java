package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.about;
import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.repository;
import static dev.executionworkers.acceptance.Platform.secret;
import static dev.executionworkers.acceptance.Platform.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of foreign failure, from the foreign answer to ours. */
@ExtendWith(SharedPlatform.class)
@Execution(ExecutionMode.CONCURRENT)
class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "400, 422, rejected, false",
    "401, 502, credentials_rejected, true",
    "403, 502, permission_denied, true",
    "404, 404, not_found, false",
    "409, 409, conflict, false",
    "410, 422, rejected, false",
    "422, 422, rejected, false",
    "302, 502, unexpected_response, true",
  })
  void answersAtOnceWhatTimeDoesNotMend(
      int foreign, int status, String problem, boolean retryable, Platform platform) {
    String id = name("env");
    platform
        .delegated()
        .faults()
        .always(
            about(id),
            new Fault.Answer(
                Reply.json(foreign, Map.of("detail", "no, for this reason"))
                    .with("Location", "/elsewhere")));
    String trace = traceId();
    Answer answer =
        platform
            .engine()
            .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .post("/appenv/secrets", environment(id));

    assertProblem(answer, status, "appenv_secrets_" + problem, retryable, "appenv-secrets");
    assertThat(answer.field("traceId")).isEqualTo(trace);
    assertThat(answer.field("detail")).contains("no, for this reason");
    assertThat(answer.header("X-Operation-Id")).hasValue(answer.field("operationId"));
    assertThat(platform.delegated().received(about(id))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/appenv/secrets, 408, appenv_secrets_unavailable, appenv-secrets",
    "/appenv/secrets, 423, appenv_secrets_unavailable, appenv-secrets",
    "/appenv/secrets, 500, appenv_secrets_unavailable, appenv-secrets",
    "/appenv/secret-bindings, 502, appenv_secret_bindings_unavailable, appenv-secret-bindings",
    "/appenv/secret-bindings, 503, appenv_secret_bindings_unavailable, appenv-secret-bindings",
    "/appenv/gitops-verify, 425, appenv_gitops_unavailable, appenv-gitops",
    "/appenv/gitops-verify, 503, appenv_gitops_unavailable, appenv-gitops",
    "/appenv/gitops-verify, 504, appenv_gitops_unavailable, appenv-gitops",
    "/appenv/gitops-verify, 429, appenv_gitops_rate_limited, appenv-gitops",
  })
  void holdsUntilTheDeadlineWhatTimeMayMend(
      String path, int foreign, String code, String target, @ShortDeadline Platform platform) {
    String id = name("env");
    platform.delegated().faults().always(about(id), new Fault.Answer(Reply.empty(foreign)));
    Answer answer = platform.outcome(path, environment(id));

    assertProblem(answer, 503, code, true, target);
    assertThat(answer.header("Retry-After").orElse("")).matches("[1-9]\\d*");
    assertThat(answer.took()).isGreaterThanOrEqualTo(Platform.SHORT_DEADLINE.minusMillis(100));
    assertThat(platform.delegated().received(about(id))).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({
    "401, '{\"message\":\"Bad credentials\"}', 502, git_credentials_rejected, true",
    "403, '{\"message\":\"Resource not accessible by personal access token\"}', 502,"
        + " git_permission_denied, true",
    "403, '{\"message\":\"Upgrade to GitHub Pro or make this repository public to enable this"
        + " feature.\"}', 422, git_plan_unsupported, false",
    "422, '{\"message\":\"Validation Failed\"}', 422, git_rejected, false",
    "301, '{\"message\":\"Moved Permanently\"}', 502, git_unexpected_response, true",
  })
  void givesGitHubsRefusalsTheirNames(
      int foreign, String body, int status, String code, boolean retryable, Platform platform) {
    String id = name("env");
    platform
        .gitHub()
        .faults()
        .always(about("appenv-" + id), new Fault.Answer(Reply.rawJson(foreign, body)));
    Answer answer = platform.engine().post("/appenv/branch-protection", environment(id));

    assertProblem(answer, status, code, retryable, "git-provider");
  }

  /** On a platform of its own: a GitHub that wants to be left alone is left alone by everybody. */
  @Test
  void tellsTheTrueRetryAfterOfARateLimit() {
    try (Platform platform = Platform.startWithShortDeadline()) {
      platform
          .gitHub()
          .faults()
          .always(
              about("limited"),
              new Fault.Answer(
                  Reply.json(403, Map.of("message", "You have exceeded a secondary rate limit."))
                      .with("retry-after", "600")));
      Answer limited = platform.outcome("/github/repos", repository("limited"));
      Answer other = platform.outcome("/github/repos", repository("other"));

      assertThat(List.of(limited, other))
          .allSatisfy(answer -> {
            assertProblem(answer, 503, "git_rate_limited", true, "git-provider");
            assertThat(Integer.parseInt(answer.header("Retry-After").orElseThrow()))
                .isBetween(500, 600);
            assertThat(answer.took())
                .isGreaterThanOrEqualTo(Platform.SHORT_DEADLINE.minusMillis(100));
          });
      assertThat(platform.gitHub().received(about("limited"))).hasSize(1);
      assertThat(platform.gitHub().received(about("other"))).isEmpty();
    }
  }

  @Test
  void waitsForABranchAndSaysNotFoundAtTheDeadlineOnly(@ShortDeadline Platform platform) {
    String id = name("env");
    // Where the first no comes late, it has not stood for long enough at the first deadline.
    Answer answer = platform.outcome("/appenv/branch-protection", environment(id));

    assertThat(answer.took()).isGreaterThanOrEqualTo(Platform.SHORT_DEADLINE.minusMillis(100));
    assertProblem(answer, 404, "git_not_found", false, "git-provider");
  }

  @Test
  void callsARepositoryThatDiffersAConflict(Platform platform) {
    String name = name("website");
    platform.systems().github().repository("platform", name, setup -> setup.branch("main"));
    Answer answer = platform.engine().post("/github/repos", repository(name));

    assertProblem(answer, 409, "git_conflict", false, "git-provider");
  }

  @Test
  void callsAnAnswerThatIsNoneUnexpected(@ShortDeadline Platform platform) {
    String name = name("garbage");
    platform.gitHub().faults().always(about(name), new Fault.Garbage());
    Answer answer = platform.outcome("/github/repos", repository(name));

    assertProblem(answer, 502, "git_unexpected_response", true, "git-provider");
  }

  @Test
  void saysAtTheDeadlineThatWorkIsUnderWayWhenNothingHasFailedYet(
      @ShortDeadline Platform platform) {
    String id = name("env");
    platform.delegated().faults().always(about(id), new Fault.Hang());
    Answer answer = platform.engine().post("/appenv/secrets", environment(id));

    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("operation_in_progress");
    assertThat(answer.json().path("retryable").asBoolean()).isTrue();
    assertThat(answer.header("Retry-After")).hasValue("1");
    assertThat(answer.took()).isBetween(Platform.SHORT_DEADLINE.minusMillis(100), Platform.IN_TIME);
  }

  @ParameterizedTest
  @CsvSource({"disabled, 409, registry_conflict", "missing, 404, registry_not_found"})
  void refusesToRotateWhatCannotBeUsed(String what, int status, String code, Platform platform) {
    String id = name(what);
    if (what.equals("disabled")) {
      platform.systems().harbor().robot(id, "Before-It-Was-1").disable(id, true);
    }
    Answer answer = platform.engine().post("/secrets/bindings/update", secret(id));

    assertProblem(answer, status, code, false, "harbor");
    assertThat(platform.systems().delegated().bindings(id)).isEmpty();
  }

  @Test
  void countsEachFailedAttempt(Platform platform) {
    String id = name("env");
    Map<String, String> labels =
        Map.of(
            "target", "appenv-secret-bindings",
            "code", "appenv_secret_bindings_unavailable",
            "status", "507");
    platform.delegated().faults().next(2, about(id), new Fault.Answer(Reply.empty(507)));
    Answer answer = platform.engine().post("/appenv/secret-bindings", environment(id));

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(platform.metrics().value("downstream_errors_total", labels)).isEqualTo(2);
  }

  @Test
  void quotesForeignWordsPlainAndBounded(Platform platform) {
    String id = name("env");
    String words = "evil\u202e\u0007\nwords " + "x".repeat(5_000);
    platform
        .delegated()
        .faults()
        .always(about(id), new Fault.Answer(Reply.json(422, Map.of("message", words))));
    Answer answer = platform.engine().post("/appenv/secrets", environment(id));

    assertThat(answer.status()).isEqualTo(422);
    String detail = answer.field("detail");
    assertThat(detail).contains("evil").hasSizeLessThan(400);
    assertThat(detail.codePoints())
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
  }

  private static void assertProblem(
      Answer answer, int status, String code, boolean retryable, String target) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("retryable").asBoolean(!retryable)).isEqualTo(retryable);
    assertThat(answer.field("target")).isEqualTo(target);
    assertThat(answer.field("type")).isNotBlank();
    assertThat(answer.field("title")).isNotBlank();
    assertThat(answer.field("message")).isNotBlank().isEqualTo(answer.field("detail"));
    assertThat(answer.field("operationId")).isNotBlank();
    assertThat(answer.field("traceId")).matches("[0-9a-f]{32}");
    assertThat(answer.header("Retry-After").isPresent() || status != 503).isTrue();
    // Nothing that may pass is ever a 4xx: the caller would take it for final.
    assertThat(retryable && IntStream.range(400, 500).anyMatch(s -> s == status)).isFalse();
    assertThat(answer.took()).isLessThan(Platform.IN_TIME);
  }
}
