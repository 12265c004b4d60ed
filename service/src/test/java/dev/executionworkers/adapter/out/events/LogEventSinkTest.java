package dev.executionworkers.adapter.out.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.DomainEvent;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LogEventSinkTest {
  private static final Instant AT = Instant.parse("2026-11-24T06:00:00.123Z");

  private static JsonNode published(Optional<String> errorCode) {
    try (var log = new CapturedLog("dev.executionworkers")) {
      new LogEventSink()
          .publish(
              new DomainEvent(
                  new ExecutionId("id-1"),
                  OperationName.CREATE_REPOSITORY,
                  "platform/web",
                  AT,
                  errorCode));
      assertThat(log.lines()).hasSize(1);
      return log.lines().getFirst().get("event");
    }
  }

  @Test
  void writesACloudEventWithEverythingTheStandardAsksFor() {
    JsonNode event = published(Optional.empty());

    assertThat(event.propertyNames())
        .containsExactly(
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data");
    assertThat(event.get("specversion").asString()).isEqualTo("1.0");
    assertThat(event.get("id").asString()).isEqualTo("id-1-ended");
    assertThat(event.get("source").asString()).isEqualTo("/execution-workers");
    assertThat(event.get("type").asString()).isEqualTo("github_repo_created");
    assertThat(event.get("subject").asString()).isEqualTo("platform/web");
    assertThat(event.get("time").asString()).isEqualTo("2026-11-24T06:00:00.123Z");
    assertThat(event.get("datacontenttype").asString()).isEqualTo("application/json");
    assertThat(event.get("data").propertyNames())
        .containsExactly("operation", "operationId", "result");
    assertThat(event.get("data").get("operation").asString()).isEqualTo("github.CreateRepository");
    assertThat(event.get("data").get("result").asString()).isEqualTo("success");
  }

  @Test
  void anErrorCarriesItsCode() {
    JsonNode data = published(Optional.of("git_conflict")).get("data");

    assertThat(data.get("result").asString()).isEqualTo("error");
    assertThat(data.get("code").asString()).isEqualTo("git_conflict");
  }
}
