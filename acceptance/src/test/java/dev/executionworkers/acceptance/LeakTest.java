package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.repository;
import static dev.executionworkers.acceptance.Platform.secret;
import static dev.executionworkers.acceptance.Platform.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.acceptance.LeakSearch.Leak;
import dev.executionworkers.simulators.harbor.HarborSimulator;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Searches everything that leaves the service for every secret it has. The last of all tests. */
@ExtendWith(SharedPlatform.class)
@Order(Integer.MAX_VALUE)
class LeakTest {
  private static final List<Integer> STATUSES =
      List.of(400, 401, 403, 404, 409, 422, 302, 500, 503);

  /** Of the request, of the operation that names what it is about, and of its one call. */
  private static final int SPANS = 3;

  @Test
  void findsASecretThatIsPlanted(Platform platform) {
    String planted = "planted-" + name("secret");
    String trace = traceId();
    platform
        .engine()
        .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
        .post("/appenv/secrets", environment(planted));
    Patience.until(
        Platform.SOON, "its spans arrive", () -> platform.collector().spans(trace).size() >= SPANS);

    assertThat(said(platform, List.of()).leaks(Map.of("planted", planted)))
        .extracting(Leak::place)
        .contains("log", "spans");
  }

  @Test
  void saysNoSecretWhateverTheTestsBeforeHaveDone(Platform platform) {
    String id = name("robot");
    platform.systems().harbor().robot(id, "Canary-Old-Secret-1");
    Answer answer = platform.engine().post("/secrets/bindings/update", secret(id));

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(said(platform, List.of(answer)).leaks(secrets(platform))).isEmpty();
    assertThat(platform.service().output().violations()).isEmpty();
  }

  /** All foreign systems but Harbor echo what they are sent, so Harbor's new tokens as well. */
  @Test
  void saysNoSecretThatAForeignSystemEchoes() {
    var status = new AtomicInteger();
    try (SimulatedServer echo =
            SimulatedServer.start("echo", request -> EchoingHarbor.echo(status.get(), request));
        Platform platform = Platform.start(echoing(echo.baseUri().toString()))) {
      var answers = new ArrayList<Answer>();
      for (int each : STATUSES) {
        status.set(each);
        answers.addAll(askForEverything(platform));
      }
      Patience.until(
          Platform.SOON, "its spans arrive", () -> platform.collector().spans().size() > 100);

      assertThat(answers).extracting(Answer::isSuccess).containsOnly(false);
      assertThat(echo.received()).extracting(Received::text).anyMatch(LeakTest::hasToken);
      assertThat(said(platform, answers).leaks(secrets(platform))).isEmpty();
    }
  }

  private static Map<String, String> echoing(String url) {
    return Map.of(
        "REQUEST_DEADLINE", "500ms",
        "LOG_LEVEL", "trace",
        "GITHUB_API_URL", url,
        "APPENV_SECRETS_ENDPOINT", url,
        "APPENV_SECRET_BINDINGS_ENDPOINT", url,
        "APPENV_GITOPS_VERIFY_ENDPOINT", url,
        "SECRET_BINDINGS_UPDATE_ENDPOINT", url);
  }

  private static List<Answer> askForEverything(Platform platform) {
    String robot = name("robot");
    String id = name("env");
    platform.systems().harbor().robot(robot, "Canary-Old-Secret-1");
    Caller engine = platform.engine();
    return List.of(
        engine.post("/github/repos", repository(id)),
        engine.post("/appenv/branch-protection", environment(id)),
        engine.post("/appenv/secrets", environment(id)),
        engine.post("/appenv/secret-bindings", environment(id)),
        engine.post("/appenv/gitops-verify", environment(id)),
        engine.post("/secrets/bindings/update", secret(robot)));
  }

  private static boolean hasToken(String body) {
    return body.contains("\"token\"");
  }

  /** Everything that has left the service, by where it went. */
  private static LeakSearch said(Platform platform, List<Answer> answers) {
    return new LeakSearch()
        .in("log", platform.service().output().text())
        .in("files", platform.service().filesText())
        .in("metrics", platform.stranger().get("/metrics").body())
        .in("spans", platform.collector().bytes())
        .in("answers", answers.toString());
  }

  /** Every secret by its name. */
  private static Map<String, String> secrets(Platform platform) {
    HarborSimulator harbor = platform.systems().harbor();
    var secrets = new HashMap<String, String>();
    platform.systems().credentials().all().forEach(each -> secrets.put(each, each));
    secrets.put("internal token", Platform.INTERNAL_TOKEN);
    for (String robot : harbor.robotNames()) {
      harbor.secretsOf(robot).forEach(token -> secrets.put(robot + " " + token, token));
    }
    return secrets;
  }
}
