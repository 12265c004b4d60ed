package dev.executionworkers.simulators.delegated;

import static dev.executionworkers.simulators.delegated.DelegatedEndpoint.BINDINGS_UPDATE;
import static dev.executionworkers.simulators.delegated.DelegatedEndpoint.GITOPS_VERIFY;
import static dev.executionworkers.simulators.delegated.DelegatedEndpoint.SECRETS;
import static dev.executionworkers.simulators.delegated.DelegatedEndpoint.SECRET_BINDINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelegatedSimulatorTest {

  private static final String ENVIRONMENT = "{\"applicationEnvironmentId\":\"env-1\"}";

  private final DelegatedSimulator delegated = DelegatedSimulator.start();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @AfterEach
  void stop() {
    delegated.close();
  }

  @ParameterizedTest
  @EnumSource
  void acceptsWorkAndRemembersWhatItWasSent(DelegatedEndpoint endpoint) throws Exception {
    String body = endpoint == BINDINGS_UPDATE ? binding("t1", 1) : ENVIRONMENT;
    var trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    assertThat(post(endpoint, body, Map.of("Idempotency-Key", "k1", "traceparent", trace)))
        .isEqualTo(202);

    DelegatedCall call = delegated.calls(endpoint).getFirst();
    assertThat(call.body().toString()).isEqualTo(body);
    assertThat(call.idempotencyKey()).contains("k1");
    assertThat(call.traceparent()).contains(trace);
    assertThat(call.authorization()).isEmpty();
    assertThat(delegated.effects(endpoint))
        .containsExactly(new DelegatedEffect(Optional.of("k1"), call.body()));
  }

  @Test
  void answersAKeyAsItDidBeforeAndHasOneEffect() throws Exception {
    delegated.succeedWith(SECRETS, Reply.json(201, Map.of("n", 1)));
    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(201);
    delegated.succeedWith(SECRETS, Reply.json(200, Map.of("n", 2)));

    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(201);
    assertThat(delegated.effectCount(SECRETS, "k1")).isEqualTo(1);

    assertThat(post(SECRETS, ENVIRONMENT, key("k2"))).isEqualTo(200);
    assertThat(delegated.effectCount(SECRETS)).isEqualTo(2);
    assertThat(delegated.distinctEffectCount(SECRETS)).isEqualTo(1);
  }

  @Test
  void keepsTheKeysOfItsEndpointsApart() throws Exception {
    post(SECRETS, ENVIRONMENT, key("k1"));
    post(SECRET_BINDINGS, ENVIRONMENT, key("k1"));

    assertThat(delegated.effectCount(SECRETS)).isEqualTo(1);
    assertThat(delegated.effectCount(SECRET_BINDINGS)).isEqualTo(1);
  }

  @Test
  void takesEveryRequestWithoutAKeyForNewWork() throws Exception {
    post(SECRETS, ENVIRONMENT, Map.of());
    post(SECRETS, ENVIRONMENT, Map.of());

    assertThat(delegated.effectCount(SECRETS)).isEqualTo(2);
  }

  @Test
  void refusesAKeyThatComesWithAnotherBody() throws Exception {
    post(SECRETS, ENVIRONMENT, key("k1"));

    assertThat(post(SECRETS, ENVIRONMENT.replace("env-1", "env-2"), key("k1"))).isEqualTo(422);
    assertThat(delegated.effectCount(SECRETS)).isEqualTo(1);
  }

  @Test
  void saysConflictWhileTheFirstRequestUnderAKeyStillRuns() throws Exception {
    delegated.hold(SECRETS);
    var first = postAsync(SECRETS, ENVIRONMENT, key("k1"));
    delegated.awaitHeld(SECRETS, 1);

    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(409);
    assertThat(delegated.effectCount(SECRETS)).isZero();

    delegated.release(SECRETS);
    assertThat(first.get().statusCode()).isEqualTo(202);
    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(202);
    assertThat(delegated.effectCount(SECRETS)).isEqualTo(1);
  }

  @Test
  @Timeout(60)
  void finishesItsWorkWhenTheCallerHasGone() throws Exception {
    delegated.hold(SECRETS);
    var impatient = postAsync(SECRETS, ENVIRONMENT, key("k1"));
    delegated.awaitHeld(SECRETS, 1);
    assertThat(impatient.cancel(true)).isTrue();

    delegated.release(SECRETS);

    while (post(SECRETS, ENVIRONMENT, key("k1")) == 409) {
      Thread.onSpinWait();
    }
    assertThat(delegated.effectCount(SECRETS, "k1")).isEqualTo(1);
  }

  @Test
  void isSlowWhenToldTo() throws Exception {
    delegated.slow(SECRETS, Duration.ofMillis(50));
    long before = System.nanoTime();

    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(202);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(45));
  }

  @Test
  void remembersNoFailureUnderAKey() throws Exception {
    delegated.failNext(SECRETS, 1, 500).failNext(SECRETS, 1, 503);

    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(500);
    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(503);
    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(202);
    assertThat(delegated.effectCount(SECRETS)).isEqualTo(1);
    assertThat(delegated.calls(SECRETS)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {422, 403, 404, 409})
  void refusesUntilItAcceptsAgain(int status) throws Exception {
    delegated.refuse(BINDINGS_UPDATE, status);

    assertThat(post(BINDINGS_UPDATE, binding("t1", 1), key("k1"))).isEqualTo(status);
    assertThat(post(BINDINGS_UPDATE, binding("t1", 1), key("k1"))).isEqualTo(status);
    assertThat(delegated.lastBinding("s1")).isEmpty();

    delegated.accept(BINDINGS_UPDATE);
    assertThat(post(BINDINGS_UPDATE, binding("t1", 1), key("k1"))).isEqualTo(202);
  }

  @Test
  void isNotReconciledForAsLongAsItIsTold() throws Exception {
    delegated.notReconciledFor(1).notReconciledFor(1, 425);

    var first =
        http.send(request(GITOPS_VERIFY, ENVIRONMENT, key("k1")).build(), BodyHandlers.ofString());

    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).contains("1");
    assertThat(post(GITOPS_VERIFY, ENVIRONMENT, key("k1"))).isEqualTo(425);
    assertThat(post(GITOPS_VERIFY, ENVIRONMENT, key("k1"))).isEqualTo(202);
  }

  @Test
  void asksForATokenWhereOneIsRequired() throws Exception {
    delegated.requireToken(SECRETS, "tok");

    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(401);
    assertThat(
            post(
                SECRETS,
                ENVIRONMENT,
                Map.of("Idempotency-Key", "k1", "Authorization", "Bearer tok")))
        .isEqualTo(202);
    assertThat(post(SECRET_BINDINGS, ENVIRONMENT, key("k1"))).isEqualTo(202);
  }

  @Test
  void keepsTheNewestGenerationOfEveryBinding() throws Exception {
    post(BINDINGS_UPDATE, binding("t2", 2), key("k2"));
    assertThat(post(BINDINGS_UPDATE, binding("t1", 1), key("k1"))).isEqualTo(202);
    assertThat(delegated.lastBinding("s1")).contains(new Binding("s1", "t2", "robot$ci", 2));

    post(BINDINGS_UPDATE, binding("t3", 3), key("k3"));
    post(BINDINGS_UPDATE, binding("t3", 3), key("k4"));
    assertThat(delegated.bindings("s1"))
        .extracting(Binding::token)
        .containsExactly("t2", "t3", "t3");
    assertThat(delegated.ignoredBindings()).extracting(Binding::token).containsExactly("t1");
    assertThat(delegated.lastBinding("s2")).isEmpty();
  }

  @Test
  void wantsAJsonObjectWithItsFieldsByPost() throws Exception {
    assertThat(post(SECRETS, "nonsense", Map.of())).isEqualTo(400);
    assertThat(post(SECRETS, "[]", Map.of())).isEqualTo(400);
    assertThat(post(SECRETS, "{}", Map.of())).isEqualTo(400);
    assertThat(post(BINDINGS_UPDATE, "{\"secretId\":\"s1\"}", Map.of())).isEqualTo(400);
    var text = HttpRequest.newBuilder(delegated.uri(SECRETS)).POST(BodyPublishers.ofString("{}"));
    assertThat(send(text)).isEqualTo(415);
    assertThat(send(HttpRequest.newBuilder(delegated.uri(SECRETS)).GET())).isEqualTo(405);
    assertThat(send(HttpRequest.newBuilder(delegated.uri()).GET())).isEqualTo(404);
    assertThat(delegated.effectCount(SECRETS)).isZero();
  }

  @Test
  void listensWhereItIsTold() throws Exception {
    delegated.path(SECRETS, "/v1/elsewhere");

    assertThat(delegated.uri(SECRETS).getPath()).isEqualTo("/v1/elsewhere");
    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(202);
  }

  @Test
  void hasItsEffectWhenTheAnswerIsLost() throws Exception {
    delegated.server().faults().next(RequestMatcher.any(), new Fault.EffectThenReset());

    assertThatThrownBy(() -> post(SECRETS, ENVIRONMENT, key("k1"))).isInstanceOf(IOException.class);
    assertThat(post(SECRETS, ENVIRONMENT, key("k1"))).isEqualTo(202);
    assertThat(delegated.effectCount(SECRETS, "k1")).isEqualTo(1);
  }

  private static String binding(String token, long generation) {
    return "{\"secretId\":\"s1\",\"token\":\"%s\",\"username\":\"robot$ci\",\"generation\":%d}"
        .formatted(token, generation);
  }

  private static Map<String, String> key(String key) {
    return Map.of("Idempotency-Key", key);
  }

  private int post(DelegatedEndpoint endpoint, String body, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(request(endpoint, body, headers));
  }

  private CompletableFuture<HttpResponse<String>> postAsync(
      DelegatedEndpoint endpoint, String body, Map<String, String> headers) {
    return http.sendAsync(request(endpoint, body, headers).build(), BodyHandlers.ofString());
  }

  private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString()).statusCode();
  }

  private HttpRequest.Builder request(
      DelegatedEndpoint endpoint, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(delegated.uri(endpoint))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request;
  }
}
