package dev.executionworkers.bootstrap;

import static dev.executionworkers.bootstrap.TemporalStage.CI;
import static dev.executionworkers.bootstrap.TemporalStage.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.bootstrap.TemporalStage.Running;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.temporal.ActivityCall;
import dev.executionworkers.simulators.temporal.WorkflowEngine.Failure;
import dev.executionworkers.simulators.temporal.WorkflowEngine.Run;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service between a Temporal server and what it calls. */
class TemporalEntranceTest {
  private static final String REPOSITORY = "{\"owner\":\"platform\",\"name\":\"appenv-shop\"}";
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;

  private final TemporalStage stage = new TemporalStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aWorkflowProvisionsAnEnvironmentAndRotatesAToken() {
    try (Running service = stage.start(folder)) {
      Run run =
          stage.engine.start(
              ActivityCall.of("CreateRepository", REPOSITORY),
              ActivityCall.of("ApplyBranchProtection", SHOP),
              ActivityCall.of("ProvisionSecrets", SHOP),
              ActivityCall.of("CreateSecretBindings", SHOP),
              ActivityCall.of("VerifyGitOpsReconciliation", SHOP),
              ActivityCall.of("UpdateSecretBindings", CI));

      List<JsonNode> results = run.results().stream().map(JSON::readTree).toList();

      assertThat(results.getFirst().get("full_name").asString()).isEqualTo("platform/appenv-shop");
      assertThat(results.getFirst().get("created").asBoolean()).isTrue();
      assertThat(results.subList(1, 6))
          .allSatisfy(result -> {
            assertThat(result.get("status").asString()).isEqualTo("accepted");
            assertThat(result.get("operationId").asString()).isNotEmpty();
          });
      assertThat(stage.github.creations("platform", "appenv-shop")).isEqualTo(1);
      assertThat(stage.github.protection("platform", "appenv-shop", "main")).isPresent();
      assertThat(stage.delegated.effectCount(DelegatedEndpoint.SECRETS)).isEqualTo(1);
      assertThat(stage.delegated.effectCount(DelegatedEndpoint.SECRET_BINDINGS)).isEqualTo(1);
      assertThat(stage.harbor.secretChangesOf("ci")).isEqualTo(1);
      assertThat(stage.delegated.lastBinding("ci").orElseThrow().token())
          .isEqualTo(stage.harbor.secretOf("ci"));
      assertThat(stage.delegated.server().received())
          .isNotEmpty()
          .allSatisfy(request ->
              assertThat(request.header("traceparent").orElseThrow())
                  .contains(TemporalStage.TRACE));
      assertThat(service.get("/metrics").body())
          .contains("activities_total{activity=\"UpdateSecretBindings\",result=\"completed\"} 1.0");
      Patience.until(() -> service.get("/metrics").body().contains("temporal_connected 1.0"));
      assertThat(run.history()).doesNotContain(secrets());
    }
  }

  private String[] secrets() {
    return Stream.concat(
            Stream.of(
                TemporalStage.GITHUB_TOKEN, TemporalStage.HARBOR_PASSWORD, TemporalStage.BEARER),
            stage.harbor.secretsOf("ci").stream())
        .toArray(String[]::new);
  }

  @Test
  void aDefiniteNoIsFinal() {
    stage.github.repository("platform", "website", setup -> setup.branch("main"));
    try (Running _ = stage.start(folder)) {
      Run run =
          stage.engine.start(
              ActivityCall.of("CreateRepository", "{\"owner\":\"platform\",\"name\":\"website\"}"));

      Failure failure = run.failure();

      assertThat(failure.type()).isEqualTo("git_conflict");
      assertThat(failure.nonRetryable()).isTrue();
      assertThat(failure.nextRetryDelay()).isEmpty();
      JsonNode problem = JSON.readTree(failure.details());
      assertThat(problem.get("code").asString()).isEqualTo("git_conflict");
      assertThat(problem.get("target").asString()).isEqualTo("git-provider");
      assertThat(problem.get("retryable").asBoolean()).isFalse();
      assertThat(problem.get("operationId").asString()).isNotEmpty();
      assertThat(problem.get("traceId").asString()).isEqualTo(TemporalStage.TRACE);
      assertThat(failure.message()).isEqualTo(problem.get("detail").asString());
    }
  }

  @Test
  void aLongLimitIsOneRetryAfterItAndNotSeveralBefore() {
    stage.delegated.answerNext(
        DelegatedEndpoint.SECRETS, 1000, Reply.empty(429).with("Retry-After", "2400"));
    try (Running _ = stage.start(folder)) {
      Failure failure =
          stage.engine.start(ActivityCall.of("ProvisionSecrets", SHOP).attempts(1)).failure();

      assertThat(failure.type()).isEqualTo("appenv_secrets_rate_limited");
      assertThat(failure.nonRetryable()).isFalse();
      assertThat(failure.nextRetryDelay().orElseThrow())
          .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(40));
      assertThat(stage.delegated.calls(DelegatedEndpoint.SECRETS)).hasSize(1);
    }
  }

  @Test
  void whatMayPassIsTriedAgainUnderTheSameKey() {
    stage
        .delegated
        .server()
        .faults()
        .next(RequestMatcher.any(), new Fault.EffectThenReset())
        .next(RequestMatcher.any(), new Fault.Answer(Reply.empty(503)));
    try (Running _ = stage.start(folder)) {
      stage.engine.start(ActivityCall.of("ProvisionSecrets", SHOP)).results();

      assertThat(stage.delegated.distinctEffectCount(DelegatedEndpoint.SECRETS)).isEqualTo(1);
    }
  }

  @Test
  void aBadArgumentIsToldByItsField() {
    try (Running _ = stage.start(folder)) {
      Failure failure =
          stage.engine.start(ActivityCall.of("UpdateSecretBindings", "{\"secretId\":7}")).failure();

      assertThat(failure.type()).isEqualTo("invalid_request");
      assertThat(failure.nonRetryable()).isTrue();
      assertThat(failure.message()).isEqualTo("secretId must be a string");
    }
  }

  @Test
  void manyWorkflowsForOneEnvironmentMakeOneRepository() {
    try (Running _ = stage.start(folder)) {
      List<Run> runs =
          Stream.generate(() -> stage.engine.start(ActivityCall.of("CreateRepository", REPOSITORY)))
              .limit(10)
              .toList();

      assertThat(runs).allSatisfy(run -> assertThat(run.results()).hasSize(1));
      assertThat(stage.github.creations("platform", "appenv-shop")).isEqualTo(1);
    }
  }

  @Test
  void whatAStoppingProcessCannotFinishIsTriedAgainAtTheNext() {
    Map<String, String> settings = stage.settings(folder);
    settings.put("SHUTDOWN_GRACE", "1s");
    stage.delegated.hold(DelegatedEndpoint.SECRETS);
    Run run;
    try (Running _ = TemporalStage.start(settings)) {
      run = stage.engine.start(ActivityCall.of("ProvisionSecrets", SHOP).attempts(0));
      Patience.until(() -> !stage.delegated.calls(DelegatedEndpoint.SECRETS).isEmpty());
    }
    stage.delegated.release(DelegatedEndpoint.SECRETS);

    try (Running _ = TemporalStage.start(settings)) {
      assertThat(run.results()).hasSize(1);
    }
    assertThat(stage.delegated.distinctEffectCount(DelegatedEndpoint.SECRETS)).isEqualTo(1);
  }

  @Test
  void readinessTellsOfTheWorkerAndDependsOnItOnlyIfAsked() {
    Map<String, String> settings = stage.settings(folder);
    try (Running service = TemporalStage.start(settings)) {
      Patience.until(() -> service.get("/readyz").body().equals("ok\ntemporal: connected\n"));
      stage.server.close();
      Patience.until(() -> service.get("/readyz").body().equals("ok\ntemporal: away\n"));
      assertThat(service.get("/metrics").body()).contains("temporal_connected 0.0");
    }
    settings.put("TEMPORAL_READINESS", "require");
    try (Running service = TemporalStage.start(settings)) {
      Patience.until(
          () -> service.get("/readyz").body().contains("\"code\":\"temporal_unavailable\""));
      assertThat(service.get("/healthz").statusCode()).isEqualTo(200);
    }
  }
}
