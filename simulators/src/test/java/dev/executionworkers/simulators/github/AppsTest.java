package dev.executionworkers.simulators.github;

import static dev.executionworkers.simulators.github.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppsTest {

  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
  private static final KeyPair KEY = newKey();
  private static final KeyPair OTHER_KEY = newKey();
  private static final String CREATE = "{\"name\":\"r\"}";

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final GitHubSimulator github =
      GitHubSimulator.start(0, now::get)
          .organisation("platform")
          .organisation("elsewhere")
          .user("alice")
          .repository("platform", "there", r -> r.isPrivate());
  private final long installation = install();

  private long install() {
    github.apps().register(77, "Iv23liAbc", KEY.getPublic());
    return github.apps().install(77, "platform", true);
  }

  @AfterEach
  void close() {
    github.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"77", "Iv23liAbc"})
  void handsOutATokenForAnHour(String issuer) {
    HttpResponse<String> answer = as(jwt(issuer, -60, 540), app -> app.post(tokens(), ""));
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json(answer).path("token").asString()).startsWith("ghs_77_");
    assertThat(json(answer).path("expires_at").asString()).isEqualTo("2026-05-01T13:00:00Z");
    assertThat(json(answer).path("permissions").path("administration").asString())
        .isEqualTo("write");
    assertThat(json(answer).path("repository_selection").asString()).isEqualTo("all");
  }

  @Test
  void theTokenMayWhatItsInstallationMay() {
    String token = token();
    assertThat(as(token, it -> it.post("/orgs/platform/repos", CREATE)).statusCode())
        .isEqualTo(201);
    assertThat(as(token, it -> it.get("/repos/platform/there")).statusCode()).isEqualTo(200);
    assertThat(as(token, it -> it.post("/orgs/elsewhere/repos", CREATE)).statusCode())
        .isEqualTo(403);
    assertThat(as(token, it -> it.post("/user/repos", CREATE)).statusCode()).isEqualTo(403);
    HttpResponse<String> self = as(token, it -> it.get("/user"));
    assertThat(self.statusCode()).isEqualTo(403);
    assertThat(message(self)).isEqualTo("Resource not accessible by integration");
  }

  @Test
  void theTokenEnds() {
    String expiring = token();
    now.set(START.plusSeconds(3599));
    assertThat(as(expiring, it -> it.get("/users/alice")).statusCode()).isEqualTo(200);
    now.set(START.plusSeconds(3600));
    assertThat(message(as(expiring, it -> it.get("/users/alice")))).isEqualTo("Bad credentials");
    String revoked = token();
    github.apps().revokeTokens(installation);
    assertThat(as(revoked, it -> it.get("/users/alice")).statusCode()).isEqualTo(401);
    github.apps().tokenLifetime(Duration.ofMinutes(2));
    String brief = token();
    now.set(now.get().plusSeconds(121));
    assertThat(as(brief, it -> it.get("/users/alice")).statusCode()).isEqualTo(401);
  }

  @Test
  void aNewTokenMayNotBeKnownAtOnce() {
    github.apps().lagOfNewTokens(2);
    String token = token();
    assertThat(as(token, it -> it.get("/users/alice")).statusCode()).isEqualTo(401);
    assertThat(as(token, it -> it.get("/users/alice")).statusCode()).isEqualTo(401);
    assertThat(as(token, it -> it.get("/users/alice")).statusCode()).isEqualTo(200);
  }

  @Test
  void aSuspendedInstallationGetsNothing() {
    String token = token();
    github.apps().suspend(installation);
    List<HttpResponse<String>> answers =
        List.of(as(token, it -> it.get("/users/alice")), as(good(), it -> it.post(tokens(), "")));
    assertThat(answers)
        .allSatisfy(answer -> {
          assertThat(answer.statusCode()).isEqualTo(403);
          assertThat(message(answer)).isEqualTo("This installation has been suspended");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orgs/platform/installation",
        "/users/platform/installation",
        "/repos/platform/there/installation"
      })
  void tellsWhereItIsInstalled(String path) {
    HttpResponse<String> answer = as(good(), app -> app.get(path));
    assertThat(json(answer).path("id").asLong()).isEqualTo(installation);
    assertThat(json(answer).path("account").path("login").asString()).isEqualTo("platform");
    assertThat(json(answer).path("target_type").asString()).isEqualTo("Organization");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/orgs/elsewhere/installation",
        "/users/alice/installation",
        "/orgs/alice/installation",
        "/users/nobody/installation",
        "/repos/platform/nothing/installation",
        "/app/installations/1"
      })
  void tellsWhereItIsNot(String path) {
    assertThat(as(good(), app -> app.get(path)).statusCode()).isEqualTo(404);
  }

  @Test
  void anUninstalledAppHasNothingLeft() {
    String token = token();
    github.apps().uninstall(installation);
    assertThat(as(token, it -> it.get("/users/alice")).statusCode()).isEqualTo(401);
    assertThat(as(good(), app -> app.post(tokens(), "")).statusCode()).isEqualTo(404);
    assertThat(as(good(), app -> app.get("/orgs/platform/installation")).statusCode())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "-60,   0, 'Expiration time' claim ('exp') must be a numeric value representing the future",
        "-60, 601, 'Expiration time' claim ('exp') is too far in the future",
        "  1, 600, 'Issued at' claim ('iat') must be an Integer representing the time that the"
      })
  void refusesATokenOfAnotherTime(long issued, long expires, String words) {
    HttpResponse<String> answer = as(jwt("77", issued, expires), app -> app.post(tokens(), ""));
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(message(answer)).startsWith(words);
  }

  @Test
  void takesNoTokenThatItCannotVerify() {
    String forged = signed(OTHER_KEY, "RS256", claims("77", -60, 540));
    String unsigned = signed(KEY, "none", claims("77", -60, 540));
    for (String wrong : new String[] {forged, unsigned, good() + "x.y", "eyJhbGciOiJSUzI1NiJ9"}) {
      HttpResponse<String> answer = as(wrong, app -> app.get("/app"));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(message(answer)).isEqualTo("A JSON web token could not be decoded");
    }
    HttpResponse<String> unknown = as(jwt("78", -60, 540), app -> app.get("/app"));
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(message(unknown)).isEqualTo("Integration not found");
  }

  @Test
  void aJwtIsForTheAppsOwnPathsAlone() {
    assertThat(json(as(good(), app -> app.get("/app"))).path("id").asLong()).isEqualTo(77);
    assertThat(as(good(), app -> app.get("/repos/platform/there")).statusCode()).isEqualTo(401);
    assertThat(as(token(), it -> it.get("/app")).statusCode()).isEqualTo(401);
  }

  private String token() {
    long before = github.apps().tokensIssued();
    HttpResponse<String> answer = as(good(), app -> app.post(tokens(), ""));
    assertThat(github.apps().tokensIssued()).isEqualTo(before + 1);
    return json(answer).path("token").asString();
  }

  private String tokens() {
    return "/app/installations/" + installation + "/access_tokens";
  }

  private String good() {
    return jwt("77", -60, 540);
  }

  private String jwt(String issuer, long issued, long expires) {
    return signed(KEY, "RS256", claims(issuer, issued, expires));
  }

  private String claims(String issuer, long issued, long expires) {
    long second = now.get().getEpochSecond();
    return "{\"iss\":\"%s\",\"iat\":%d,\"exp\":%d}"
        .formatted(issuer, second + issued, second + expires);
  }

  private HttpResponse<String> as(
      String token, Function<TestClient, HttpResponse<String>> request) {
    try (var client = new TestClient(github.apiUrl(), token)) {
      return request.apply(client);
    }
  }

  private static String message(HttpResponse<String> answer) {
    return json(answer).path("message").asString();
  }

  private static String signed(KeyPair key, String algorithm, String claims) {
    String text =
        encoded("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "." + encoded(claims);
    try {
      var signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyPair newKey() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
