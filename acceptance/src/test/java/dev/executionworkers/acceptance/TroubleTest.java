package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.repository;
import static dev.executionworkers.acceptance.Platform.secret;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Foreign systems that do not answer at all. */
class TroubleTest {
  /** How many requests are held at once; see the module's {@code pom.xml}. */
  private static final int HELD = Integer.getInteger("acceptance.held", 2_000);

  /** Each costs the service two file descriptors, of which it must not need too many. */
  private static final int MOST_ENVIRONMENTS = 5_000;

  @Test
  void answersInTimeWhenForeignSystemsHang() throws Exception {
    try (Platform platform =
        Platform.start(Map.of("REQUEST_DEADLINE", "6s", "DELEGATED_TIMEOUT", "10m"))) {
      platform.gitHub().faults().always(RequestMatcher.any(), new Fault.Hang());
      platform.harbor().faults().always(RequestMatcher.any(), new Fault.Hang());
      platform.delegated().faults().always(RequestMatcher.any(), new Fault.Hang());

      assertThat(askForEverything(platform, platform.engine()::post))
          .allSatisfy(answer -> {
            assertRetryable(answer);
            assertThat(answer.took()).isGreaterThan(Duration.ofSeconds(5));
          });
    }
  }

  @Test
  void answersInTimeWhenForeignSystemsAreDead() throws Exception {
    try (Platform platform = Platform.start(Map.of("REQUEST_DEADLINE", "3s"))) {
      platform.gitHub().goDown();
      platform.harbor().goDown();
      platform.delegated().goDown();

      assertThat(askForEverything(platform, platform::outcome))
          .allSatisfy(answer -> {
            assertRetryable(answer);
            assertThat(answer.code()).endsWith("_unavailable");
          });
    }
  }

  @Test
  void servesOthersWhileACrowdIsHeldByASystemThatDoesNotAnswer() throws Exception {
    int environments = Math.min(HELD, MOST_ENVIRONMENTS);
    Map<String, String> patient = Map.of("REQUEST_DEADLINE", "2m", "DELEGATED_TIMEOUT", "2m");
    try (Platform platform = Platform.start(patient);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      platform.systems().delegated().hold(DelegatedEndpoint.SECRETS);
      Caller engine = platform.engine().waiting(Duration.ofMinutes(3));
      List<Future<Answer>> crowd = new ArrayList<>();
      for (int i = 0; i < HELD; i++) {
        String body = environment("held-" + i % environments);
        crowd.add(threads.submit(() -> engine.post("/appenv/secrets", body)));
      }
      Patience.until(
          Duration.ofSeconds(90), "the crowd is held", () -> inFlight(platform) == environments);

      Answer health = platform.stranger().get("/healthz");
      Answer made = platform.engine().post("/github/repos", repository(name("meanwhile")));
      Answer done = platform.engine().post("/appenv/secret-bindings", environment(name("env")));
      assertThat(crowd).as("held meanwhile").noneMatch(Future::isDone);
      assertThat(health.status()).as(health.toString()).isEqualTo(200);
      assertThat(made.status()).as(made.toString()).isEqualTo(201);
      assertThat(done.status()).as(done.toString()).isEqualTo(202);

      platform.systems().delegated().release(DelegatedEndpoint.SECRETS);
      assertThat(results(crowd)).extracting(Answer::status).containsOnly(202);
    }
  }

  private static double inFlight(Platform platform) {
    return platform
        .metrics()
        .value("executions_in_flight", Map.of("operation", "appenv.ProvisionSecrets"));
  }

  private static List<Answer> askForEverything(
      Platform platform, BiFunction<String, String, Answer> asked) throws Exception {
    platform.systems().harbor().robot("robot", "Before-It-Was-1");
    List<Callable<Answer>> requests =
        List.of(
            () -> asked.apply("/github/repos", repository("x")),
            () -> asked.apply("/appenv/branch-protection", environment("x")),
            () -> asked.apply("/appenv/secrets", environment("x")),
            () -> asked.apply("/appenv/secret-bindings", environment("x")),
            () -> asked.apply("/appenv/gitops-verify", environment("x")),
            () -> asked.apply("/secrets/bindings/update", secret("robot")));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return results(threads.invokeAll(requests));
    }
  }

  private static List<Answer> results(List<Future<Answer>> futures)
      throws InterruptedException, ExecutionException {
    var answers = new ArrayList<Answer>();
    for (Future<Answer> future : futures) {
      answers.add(future.get());
    }
    return answers;
  }

  private static void assertRetryable(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isGreaterThanOrEqualTo(500);
    assertThat(answer.json().path("retryable").asBoolean()).isTrue();
    assertThat(answer.took()).isLessThan(Platform.IN_TIME);
  }
}
