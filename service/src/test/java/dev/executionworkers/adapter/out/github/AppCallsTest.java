package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.adapter.out.github.ScriptedExchange.answer;
import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Standby;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever GitHub answers to the App itself. */
class AppCallsTest {
  /** One of each kind: what the others mean is {@link GitHubAnswersTest}'s, and signing is slow. */
  private static final int[] STATUSES = {
    100, 200, 201, 202, 204, 299, 301, 304, 307, 400, 401, 403, 404, 405, 407, 408, 409, 410, 418,
    421, 422, 423, 425, 429, 451, 499, 500, 502, 503, 504, 599
  };

  private static final Instant NOW = ScriptedExchange.RECEIVED_AT;
  private static final RepositoryOwner OWNER = new RepositoryOwner("platform");
  private static final Secret PEM = Secret.of(AppKeys.pkcs1(AppKeys.KEY));

  @Test
  void noAnswerIsTheCallersFaultOrAnEffectInDoubt() {
    for (int status : STATUSES) {
      AppCalls calls = against(_ -> answer(status, "{\"message\":\"no\"}"));
      assertHarmless(calls.token(7), status);
      assertHarmless(calls.installationOf(OWNER), status);
    }
  }

  private static void assertHarmless(StepResult<? extends Optional<?>> result, int status) {
    switch (result) {
      case StepResult.Done<? extends Optional<?>>(var found) -> {
        assertThat(found).isEmpty();
        assertThat(status).isEqualTo(404);
      }
      case StepResult.Failed<? extends Optional<?>>(Failure failure) -> {
        assertThat(failure.effectUnknown()).as("%d", status).isFalse();
        assertThat(failure.error().problem().retryable()).as("%d", status).isTrue();
        assertThat(failure.error().peer()).isEqualTo(Peer.GIT_PROVIDER);
        assertThat(failure.error().peerStatus()).isEqualTo(status);
        assertThat(failure.error().detail()).startsWith("no token for the GitHub App: ");
      }
    }
  }

  @Test
  void aPageDoesNotSayThatTheAppIsNotInstalled() {
    AppCalls calls = against(_ -> answer(404, "<html>no such page</html>"));
    assertThat(failure(calls.token(7)).error().problem()).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(failure(calls.installationOf(OWNER)).error().problem())
        .isEqualTo(Problem.UNEXPECTED_RESPONSE);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void noFaultLeavesAnEffectInDoubt(Fault fault) {
    Failure failure = failure(against(_ -> new Faulted(fault)).token(7));
    assertThat(failure.effectUnknown()).isFalse();
    assertThat(failure.error().problem().retryable()).isTrue();
  }

  @Test
  void noFailureTellsTheJwt() {
    AppCalls calls =
        against(request -> {
          String jwt = request.headers().getOrDefault("Authorization", "").substring(7);
          assertThat(jwt).startsWith("eyJ");
          return answer(403, "{\"message\":\"no: " + jwt + "\"}");
        });
    assertThat(failure(calls.token(7)).toString()).contains("no: [redacted]").doesNotContain("eyJ");
  }

  @Test
  void measuresATokensEndByGitHubsClock() {
    AppCalls calls =
        against(_ ->
            answer(
                201,
                Map.of("date", "Sun, 01 Mar 2026 08:00:00 GMT"),
                "{\"token\":\"ghs_a.b-c\",\"expires_at\":\"2026-03-01T09:00:00Z\"}"));
    InstallationToken token = done(calls.token(7)).orElseThrow();
    assertThat(token.token().reveal()).isEqualTo("ghs_a.b-c");
    assertThat(token.installation()).isEqualTo(7);
    assertThat(token.goodUntil()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(token.toString()).doesNotContain("ghs_");
  }

  @Test
  void takesNoTokenThatCannotStandInAHeader() {
    AppCalls calls =
        against(
            _ -> answer(201, "{\"token\":\"ghs a\\n\",\"expires_at\":\"2026-03-01T13:00:00Z\"}"));
    assertThat(failure(calls.token(7)).error().detail()).contains("without a token and its end");
  }

  @Test
  void takesNoInstallationWithoutItsNumber() {
    for (String body : new String[] {"{}", "{\"id\":0}", "{\"id\":\"7\"}", "<html>", ""}) {
      assertThat(failure(against(_ -> answer(200, body)).installationOf(OWNER)).error().detail())
          .contains("without an installation's id");
    }
  }

  private static AppCalls against(Function<OutboundRequest, Exchanged> github) {
    var exchange =
        new Exchange() {
          @Override
          public Exchanged send(OutboundRequest request) {
            return github.apply(request);
          }

          @Override
          public Optional<Faulted> connect() {
            throw new AssertionError("GitHub is never only connected to");
          }
        };
    return new AppCalls(
        exchange,
        GitHubApi.at(URI.create("https://api.github.com")),
        new AppJwts(new AppIdentity("77", () -> PEM, Optional.empty()), () -> NOW),
        () -> Standby.NONE);
  }
}
