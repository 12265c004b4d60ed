package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownVariablesTest {

  private static List<String> warnings(String name) {
    return UnknownVariables.in(Map.of(name, "secret-value")).stream()
        .map(Remark::toString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "REQUEST_DEADLIN, REQUEST_DEADLINE",
    "HARBOR_PASSWORD, HARBOR_ROBOT_PASSWORD",
    "APPENV_SECRETS_ENDPOINTS, APPENV_SECRETS_ENDPOINT",
    "GITHUB_TOKN, GITHUB_TOKEN",
    "GITHUB_APIURL, GITHUB_API_URL",
    "SECRET_BINDINGS_ENDPOINT, APPENV_SECRET_BINDINGS_ENDPOINT",
    "INTERNAL_AUTH_TOKENS, INTERNAL_AUTH_TOKEN",
    "EVENTS_SINKS, EVENTS_SINK",
    "DATABASE_URI, DATABASE_URL",
    "DATA_DIRECTORY, DATA_DIR",
    "BIND_ADDR, BIND_ADDRESS",
    "LOG_LEVLE, LOG_LEVEL",
    "EXTRA_CA_FILES, EXTRA_CA_FILE",
    "GITHUB_TOKEN_PATH, GITHUB_TOKEN_FILE",
    "GITHUB_APP_PRIVATE_KEY_PATH, GITHUB_APP_PRIVATE_KEY_FILE",
    "TEMPORAL_ADDRESS, TEMPORAL_READINESS",
    "TEMPORAL_QUEUE, TEMPORAL_HOST"
  })
  void aMisspeltNameIsAnsweredWithTheNearestKnownOne(String name, String nearest) {
    assertThat(warnings(name))
        .containsExactly(name + " is not known; the nearest known name is " + nearest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GITHUB_ACTION",
        "GITHUB_ACTION_PATH",
        "GITHUB_ACTION_REPOSITORY",
        "GITHUB_ACTIONS",
        "GITHUB_ACTOR",
        "GITHUB_ACTOR_ID",
        "GITHUB_BASE_REF",
        "GITHUB_ENV",
        "GITHUB_EVENT_NAME",
        "GITHUB_EVENT_PATH",
        "GITHUB_GRAPHQL_URL",
        "GITHUB_HEAD_REF",
        "GITHUB_JOB",
        "GITHUB_OUTPUT",
        "GITHUB_PATH",
        "GITHUB_REF",
        "GITHUB_REF_NAME",
        "GITHUB_REF_PROTECTED",
        "GITHUB_REF_TYPE",
        "GITHUB_REPOSITORY",
        "GITHUB_REPOSITORY_ID",
        "GITHUB_REPOSITORY_OWNER",
        "GITHUB_REPOSITORY_OWNER_ID",
        "GITHUB_RETENTION_DAYS",
        "GITHUB_RUN_ATTEMPT",
        "GITHUB_RUN_ID",
        "GITHUB_RUN_NUMBER",
        "GITHUB_SERVER_URL",
        "GITHUB_SHA",
        "GITHUB_STATE",
        "GITHUB_STEP_SUMMARY",
        "GITHUB_TRIGGERING_ACTOR",
        "GITHUB_WORKFLOW",
        "GITHUB_WORKFLOW_REF",
        "GITHUB_WORKFLOW_SHA",
        "GITHUB_WORKSPACE",
        "TEMPORAL_CLI_ADDRESS",
        "HARBOR_SERVICE_HOST",
        "HARBOR_SERVICE_PORT_HTTP",
        "HARBOR_PORT",
        "TEMPORAL_FRONTEND_PORT_7233_TCP_ADDR",
        "DATABASE_SERVICE_HOST",
        "HARBOR_PORT_80_TCP_ADDR",
        "PATH",
        "HOME"
      })
  void whatOtherSoftwareSetsIsLeftAlone(String name) {
    assertThat(warnings(name)).isEmpty();
  }

  @Test
  void everyKnownNameIsKnown() {
    Variable.names().forEach(name -> assertThat(warnings(name)).isEmpty());
  }
}
