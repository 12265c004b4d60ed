package dev.executionworkers.bootstrap;

import static dev.executionworkers.bootstrap.TemporalStage.CI;
import static dev.executionworkers.bootstrap.TemporalStage.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.bootstrap.TemporalStage.Running;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.temporal.ActivityCall;
import dev.executionworkers.simulators.temporal.WorkflowEngine.Run;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an operation whose activity is cancelled. */
class TemporalCancellationTest {
  @TempDir Path folder;

  private final TemporalStage stage = new TemporalStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void aCancelledActivityThatSentNothingIsStopped() {
    stage.delegated.server().goDown();
    try (Running service = stage.start(folder)) {
      Run run =
          stage.engine.start(
              ActivityCall.of("ProvisionSecrets", SHOP).startToClose(Duration.ofHours(1)));
      Patience.until(() -> service.counts("downstream_errors_total{code=\"appenv_"));

      run.cancel();

      Patience.until(() ->
          service.counts(
              "domain_events_total{event=\"appenv_secrets_provisioned\",result=\"error\"} 1"));
      Patience.until(() ->
          service.counts(
              "activities_total{activity=\"ProvisionSecrets\",result=\"cancelled\"} 1.0"));
    }
  }

  @Test
  void aCancelledRotationThatHasOnlyReadSetsNothing() {
    CountDownLatch goOn = new CountDownLatch(1);
    CountDownLatch looksAtRobot = new CountDownLatch(1);
    RequestMatcher held =
        request -> {
          looksAtRobot.countDown();
          awaitUninterruptibly(goOn);
          return false;
        };
    stage.harbor.server().faults().always(held, new Fault.Proceed());
    try (Running service = stage.start(folder)) {
      Run run =
          stage.engine.start(
              ActivityCall.of("UpdateSecretBindings", CI).startToClose(Duration.ofHours(1)));
      awaitUninterruptibly(looksAtRobot);

      run.cancel();
      Patience.until(() ->
          service.counts(
              "activities_total{activity=\"UpdateSecretBindings\",result=\"cancelled\"} 1.0"));
      goOn.countDown();

      Patience.until(() ->
          service.counts(
              "domain_events_total{event=\"secret_bindings_update_accepted\",result=\"error\"} 1"));
      assertThat(stage.harbor.secretChangesOf("ci")).isZero();
    } finally {
      goOn.countDown();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aCancelledRotationIsFinishedAllTheSame() {
    stage.delegated.failNext(DelegatedEndpoint.BINDINGS_UPDATE, 1000, 503);
    try (Running service = stage.start(folder)) {
      Run run =
          stage.engine.start(
              ActivityCall.of("UpdateSecretBindings", CI).startToClose(Duration.ofHours(1)));
      Patience.until(() -> !stage.delegated.calls(DelegatedEndpoint.BINDINGS_UPDATE).isEmpty());

      run.cancel();
      Patience.until(() ->
          service.counts(
              "activities_total{activity=\"UpdateSecretBindings\",result=\"cancelled\"} 1.0"));
      assertThat(service.counts("rotations_pending 1.0")).isTrue();
      stage.delegated.accept(DelegatedEndpoint.BINDINGS_UPDATE);
      Patience.until(() -> service.counts("rotations_pending 0.0"));

      assertThat(stage.harbor.secretChangesOf("ci")).isEqualTo(1);
      assertThat(stage.delegated.lastBinding("ci").orElseThrow().token())
          .isEqualTo(stage.harbor.secretOf("ci"));
    }
  }
}
