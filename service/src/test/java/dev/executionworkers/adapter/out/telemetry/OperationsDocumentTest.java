package dev.executionworkers.adapter.out.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.ActivityTelemetry;
import dev.executionworkers.port.out.CircuitState;
import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import dev.executionworkers.port.out.PeerState;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} tells of every metric, notice and span, and of no other metric. */
class OperationsDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/operations.md");
  private static final Pattern METRIC =
      Pattern.compile("(?m)^\\| `([a-z]+_[a-z_]+)` \\|.*\\|.*\\|$");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\w+) ");

  @Test
  void namesEveryMetricAndNoOther() throws IOException {
    TelemetryStack telemetry =
        TelemetryStack.over(Samples.options(Map.of()), Optional.empty(), () -> 0);
    tellSomethingOfEverything(telemetry);
    String page = telemetry.metricsPage().render(Optional.empty()).text();
    List<String> metrics = TYPE.matcher(page).results().map(found -> found.group(1)).toList();

    assertThat(
            METRIC
                .matcher(section("## Metrics", "Questions to ask"))
                .results()
                .map(found -> found.group(1)))
        .containsExactlyInAnyOrderElementsOf(metrics);
  }

  @Test
  void saysWhatToDoAboutEveryNotice() throws IOException {
    assertThat(section("| `notice` |", "## Log"))
        .contains(
            Arrays.stream(Notice.values())
                .map(notice -> "| `" + notice.name().toLowerCase(Locale.ROOT) + "` |")
                .toList());
  }

  @Test
  void namesEverySpanOfOurs() throws IOException {
    assertThat(section("## Traces", "## Credentials"))
        .contains(Arrays.stream(OperationName.values()).map(OperationName::spanName).toList())
        .contains(Arrays.stream(Phase.values()).map(Phase::spanName).toList());
  }

  /** A metric with labels is on the page once it has a value. */
  private static void tellSomethingOfEverything(TelemetryStack telemetry) {
    telemetry
        .requests()
        .open("other", "GET", _ -> Optional.empty())
        .close(404, Optional.of("not_found"));
    telemetry.peers(() -> List.of(new PeerState("harbor", CircuitState.OPEN, Duration.ZERO)));
    telemetry
        .exchanges()
        .open(new Destination.ForeignSystem(Peer.HARBOR), "GET", URI.create("http://harbor"))
        .close();
    ActivityTelemetry activities = telemetry.activities();
    activities.connection(() -> true);
    activities
        .open(
            new ActivityTelemetry.Started(
                OperationName.CREATE_REPOSITORY, "workflow", "run", "activity", Duration.ZERO),
            _ -> Optional.empty())
        .close(new ActivityTelemetry.Ending.Completed());
    try (var scope =
        telemetry.executions().open(Samples.EXECUTION, Samples.UPDATE, new Place(Context.root()))) {
      scope.attemptFailed("set-token", 1, Samples.UNAVAILABLE, false);
      scope.ended(Samples.COMPLETED, Samples.event(Samples.UPDATE, Optional.empty()));
    }
  }

  private static String section(String from, String to) throws IOException {
    String document = Files.readString(DOCUMENT);
    int start = document.indexOf(from);
    return document.substring(start, document.indexOf(to, start));
  }
}
