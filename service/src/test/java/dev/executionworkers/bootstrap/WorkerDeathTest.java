package dev.executionworkers.bootstrap;

import static dev.executionworkers.bootstrap.TemporalStage.CI;
import static dev.executionworkers.bootstrap.TemporalStage.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.postgres.TestDatabase;
import dev.executionworkers.simulators.delegated.DelegatedCall;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.temporal.ActivityCall;
import dev.executionworkers.simulators.temporal.WorkflowEngine.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are killed in the middle of an activity, and others that take their place. */
class WorkerDeathTest {
  /** A dead worker is noticed after so long. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  private static final String JOURNAL_KEY = "1:MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTI=";

  @TempDir Path folder;

  private final TemporalStage stage = new TemporalStage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void theNextProcessGoesOnWithWhatAnEmbeddedJournalHolds() {
    Map<String, String> settings = stage.settings(folder.resolve("data"));
    ChildService first = ChildService.start(settings, folder);
    Run run = runUntilBothAreHeld(first, () -> ChildService.start(settings, folder));

    try (ChildService last = ChildService.start(settings, folder)) {
      stage.delegated.release(DelegatedEndpoint.BINDINGS_UPDATE);
      everythingHappenedOnce(run);
      assertThat(last.output().lines()).allMatch(line -> line.startsWith("{"));
    }
  }

  @Test
  void anotherReplicaGoesOnWithWhatASharedJournalHolds() {
    TestDatabase.openEmpty().close();
    Map<String, String> settings = new HashMap<>(stage.settings(folder.resolve("data")));
    settings.put("DATABASE_URL", TestDatabase.url());
    settings.put("JOURNAL_KEY", JOURNAL_KEY);
    ChildService first = ChildService.start(settings, folder);
    Run run =
        runUntilBothAreHeld(
            first,
            () -> {
              ChildService other = ChildService.start(settings, folder);
              leasesRunOut();
              return other;
            });

    try (ChildService _ = ChildService.start(settings, folder)) {
      leasesRunOut();
      stage.delegated.release(DelegatedEndpoint.BINDINGS_UPDATE);
      everythingHappenedOnce(run);
    }
  }

  /** A lease outlasts the longest attempt by far; nobody wants to wait for it. */
  private static void leasesRunOut() {
    TestDatabase.update("UPDATE execution SET lease_until = 0");
  }

  private interface Replacement {
    ChildService start();
  }

  /** Kills one worker in the middle of the first activity and one in the middle of the second. */
  private Run runUntilBothAreHeld(ChildService first, Replacement replacement) {
    stage.delegated.hold(DelegatedEndpoint.SECRETS).hold(DelegatedEndpoint.BINDINGS_UPDATE);
    Run run =
        stage.engine.start(
            ActivityCall.of("ProvisionSecrets", SHOP).heartbeat(HEARTBEAT).attempts(0),
            ActivityCall.of("UpdateSecretBindings", CI).heartbeat(HEARTBEAT).attempts(0));
    Patience.until(() -> !stage.delegated.calls(DelegatedEndpoint.SECRETS).isEmpty());
    first.kill();

    ChildService second = replacement.start();
    stage.delegated.release(DelegatedEndpoint.SECRETS);
    Patience.until(() -> !stage.delegated.calls(DelegatedEndpoint.BINDINGS_UPDATE).isEmpty());
    second.kill();
    return run;
  }

  private void everythingHappenedOnce(Run run) {
    assertThat(run.results()).hasSize(2);
    assertThat(stage.delegated.distinctEffectCount(DelegatedEndpoint.SECRETS)).isEqualTo(1);
    assertThat(stage.delegated.calls(DelegatedEndpoint.SECRETS))
        .extracting(DelegatedCall::idempotencyKey)
        .hasSizeGreaterThan(1)
        .containsOnly(stage.delegated.calls(DelegatedEndpoint.SECRETS).getFirst().idempotencyKey());
    assertThat(stage.harbor.secretWritesTo("ci")).containsOnly(stage.harbor.secretOf("ci"));
    assertThat(stage.delegated.lastBinding("ci").orElseThrow().token())
        .isEqualTo(stage.harbor.secretOf("ci"));
  }
}
