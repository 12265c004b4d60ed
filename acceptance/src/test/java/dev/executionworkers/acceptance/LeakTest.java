package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.repository;
import static dev.executionworkers.acceptance.Platform.secret;
import static dev.executionworkers.acceptance.Platform.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.simulators.harbor.HarborSimulator;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Searches everything that leaves the service for every secret it has. The last of all tests. */
@ExtendWith(SharedPlatform.class)
@Order(Integer.MAX_VALUE)
class LeakTest {
  private static final List<Integer> STATUSES =
      List.of(400, 401, 403, 404, 409, 422, 302, 500, 503);

  @Test
  void findsASecretThatIsPlanted(Platform platform) {
    String planted = "planted-" + name("secret");
    String trace = traceId();
    platform
        .engine()
        .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
        .post("/appenv/secrets", environment(planted));
    Patience.until(
        Platform.SOON, "its spans arrive", () -> !platform.collector().spans(trace).isEmpty());

    assertThat(placesOf(List.of(planted), said(platform, List.of()))).contains("log", "spans");
    assertThat(placesOf(List.of(base64(planted)), Map.of("body", "x" + base64(planted))))
        .containsExactly("body");
  }

  @Test
  void saysNoSecretWhateverTheTestsBeforeHaveDone(Platform platform) {
    String id = name("robot");
    platform.systems().harbor().robot(id, "Canary-Old-Secret-1");
    Answer answer = platform.engine().post("/secrets/bindings/update", secret(id));

    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(placesOf(secrets(platform), said(platform, List.of(answer)))).isEmpty();
    assertThat(platform.service().output().violations()).isEmpty();
  }

  /** All foreign systems but Harbor echo what they are sent, so Harbor's new tokens as well. */
  @Test
  void saysNoSecretThatAForeignSystemEchoes() {
    var status = new AtomicInteger();
    try (SimulatedServer echo =
            SimulatedServer.start("echo", request -> echo(status.get(), request));
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
      assertThat(placesOf(secrets(platform), said(platform, answers))).isEmpty();
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

  private static Reply echo(int status, Received request) {
    String everything =
        request.headers().fields().stream()
                .map(field -> field.name() + ": " + field.value())
                .collect(Collectors.joining(", "))
            + request.text();
    String authorization = request.header("Authorization").orElse("none");
    return Reply.json(
            status,
            Map.of("message", everything, "detail", everything, "errors", List.of(everything)))
        .with("X-GitHub-Request-Id", authorization)
        .with("Location", "/" + authorization);
  }

  private static boolean hasToken(String body) {
    return body.contains("\"token\"");
  }

  /** Everything that has left the service, by where it went. */
  private static Map<String, String> said(Platform platform, List<Answer> answers) {
    return Map.of(
        "log", platform.service().output().text(),
        "files", platform.service().filesText(),
        "metrics", platform.stranger().get("/metrics").body(),
        "spans", platform.collector().bytes(),
        "answers", answers.toString());
  }

  /** Every secret, also as it stands in a header of Basic authentication. */
  private static List<String> secrets(Platform platform) {
    HarborSimulator harbor = platform.systems().harbor();
    var secrets = new ArrayList<>(platform.systems().credentials().all());
    secrets.add(Platform.INTERNAL_TOKEN);
    secrets.add(
        base64(HarborSimulator.ADMIN + ":" + platform.systems().credentials().harborPassword()));
    for (String robot : harbor.robotNames()) {
      for (String token : harbor.secretsOf(robot)) {
        secrets.add(token);
        secrets.add(base64(robot + ":" + token));
      }
    }
    return secrets;
  }

  private static List<String> placesOf(List<String> secrets, Map<String, String> said) {
    return said.entrySet().stream()
        .filter(place -> secrets.stream().anyMatch(place.getValue()::contains))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
