package dev.executionworkers.bootstrap;

import static dev.executionworkers.bootstrap.TemporalStage.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.bootstrap.TemporalStage.Running;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.temporal.ActivityCall;
import dev.executionworkers.simulators.temporal.WorkflowEngine.Run;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes its time. */
class TemporalPatienceTest {
  private static final ActivityCall PROVISION =
      ActivityCall.of("ProvisionSecrets", SHOP).attempts(0);

  @TempDir Path folder;

  private final TemporalStage stage = new TemporalStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void theServerHearsOfAnActivityThatRuns() {
    stage.delegated.hold(DelegatedEndpoint.SECRETS);
    try (Running _ = stage.start(folder)) {
      Run run = stage.engine.start(PROVISION.startToClose(Duration.ofHours(1)));

      Patience.until(run::hasHeartbeat);
      stage.delegated.release(DelegatedEndpoint.SECRETS);

      assertThat(run.results()).hasSize(1);
    }
  }

  /**
   * By the workflow's own policy, which begins at 200 ms and doubles, five attempts would fail
   * before the limit is over.
   */
  @Test
  void theServerTriesAgainWhenALimitIsOverAndNotBefore() {
    stage
        .delegated
        .server()
        .faults()
        .next(RequestMatcher.any(), new Fault.Answer(Reply.empty(429).with("Retry-After", "6")));
    try (Running _ = stage.start(folder)) {
      Run run = stage.engine.start(PROVISION.startToClose(Duration.ofSeconds(5)));

      assertThat(run.results()).hasSize(1);
      assertThat(run.lastAttempt()).isBetween(2, 4);
      assertThat(stage.delegated.distinctEffectCount(DelegatedEndpoint.SECRETS)).isEqualTo(1);
    }
  }
}
