package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.environment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** SIGTERM. */
class ShutdownTest {
  private static final int TERMINATED = 143;

  /**
   * Shorter than the 30 s after which a service that goes on closes connections that send nothing,
   * and shorter than the grace of one that does not know its setting.
   */
  private static final Duration AT_ONCE = Duration.ofSeconds(25);

  @Test
  void finishesWhatRunsAndRefusesWhatIsNew() throws Exception {
    try (Platform platform =
        Platform.start(Map.of("REQUEST_DEADLINE", "2m", "SHUTDOWN_GRACE", "2m"))) {
      platform.systems().delegated().hold(DelegatedEndpoint.SECRETS);
      CompletableFuture<Answer> running =
          CompletableFuture.supplyAsync(
              () -> platform.engine().post("/appenv/secrets", environment("running")));
      platform.systems().delegated().awaitHeld(DelegatedEndpoint.SECRETS, 1);

      platform.service().terminate();
      platform
          .service()
          .output()
          .await(Platform.SOON, "it stops", line -> line.message().equals("stopping"));
      Answer refused = platform.engine().post("/appenv/secret-bindings", environment("new"));
      assertThat(refused.status()).as(refused.toString()).isIn(Answer.NONE, 503);
      assertThat(refused.code()).isIn("", "shutting_down");
      assertThat(platform.systems().delegated().calls(DelegatedEndpoint.SECRET_BINDINGS)).isEmpty();

      platform.systems().delegated().release(DelegatedEndpoint.SECRETS);
      assertThat(running.get(2, TimeUnit.MINUTES).status()).isEqualTo(202);
      assertThat(platform.service().waitFor(Platform.SOON)).isIn(0, TERMINATED);
      assertThat(platform.service().output().lines().getLast().message()).isEqualTo("stopped");
    }
  }

  @Test
  void endsWithinItsGraceWhateverHangs() {
    Map<String, String> patient =
        Map.of("REQUEST_DEADLINE", "5m", "DELEGATED_TIMEOUT", "10m", "SHUTDOWN_GRACE", "1s");
    try (Platform platform = Platform.start(patient)) {
      platform.systems().delegated().hold(DelegatedEndpoint.SECRETS);
      Caller engine = platform.engine().waiting(Duration.ofMinutes(6));
      CompletableFuture<Answer> running =
          CompletableFuture.supplyAsync(
              () -> engine.post("/appenv/secrets", environment("running")));
      platform.systems().delegated().awaitHeld(DelegatedEndpoint.SECRETS, 1);
      platform.service().terminate();

      assertThat(platform.service().waitFor(AT_ONCE)).isIn(0, TERMINATED);
      assertThat(running.join().status()).isIn(Answer.NONE, 503);
    }
  }

  @Test
  void isNotHeldUpByConnectionsThatAskForNothing() {
    try (Platform platform = Platform.start(Map.of("SHUTDOWN_GRACE", "2m"));
        RawConnection idle = RawConnection.to(platform.service().uri());
        RawConnection half = RawConnection.to(platform.service().uri())) {
      idle.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(idle.answer().status()).isEqualTo(200);
      half.send("POST /appenv/secrets HTTP/1.1\r\nHost: x\r\nContent-");
      platform.service().terminate();

      assertThat(platform.service().waitFor(AT_ONCE)).isIn(0, TERMINATED);
    }
  }
}
