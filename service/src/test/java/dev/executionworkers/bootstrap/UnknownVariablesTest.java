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
    "EVENTS_SINKS, EVENTS_SINK"
  })
  void aMisspeltNameIsAnsweredWithTheNearestKnownOne(String name, String nearest) {
    assertThat(warnings(name))
        .containsExactly(name + " is not known; the nearest known name is " + nearest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GITHUB_ACTIONS",
        "GITHUB_SHA",
        "GITHUB_REF",
        "GITHUB_RUN_ID",
        "GITHUB_ENV",
        "GITHUB_PATH",
        "GITHUB_ACTOR_ID",
        "GITHUB_JOB",
        "GITHUB_GRAPHQL_URL",
        "TEMPORAL_CLI_ADDRESS",
        "HARBOR_SERVICE_HOST",
        "HARBOR_SERVICE_PORT_HTTP",
        "HARBOR_PORT",
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
