package dev.executionworkers.adapter.out.delegated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Breaker;
import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.EnvironmentProvider;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.delegated.DelegatedSimulator;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelegatedEndpointsTest extends DelegatedContract {
  private final DelegatedSimulator simulator = DelegatedSimulator.start();
  private final List<HttpExchange> exchanges = new ArrayList<>();
  private final DelegatedEndpoints endpoints = new DelegatedEndpoints(all(Optional.empty()));

  @AfterEach
  void stop() {
    exchanges.forEach(HttpExchange::close);
    simulator.close();
  }

  @Override
  EnvironmentProvider environments() {
    return endpoints;
  }

  @Override
  BindingPropagator bindings() {
    return endpoints;
  }

  @Override
  void next(Delegate delegate, Trouble trouble) {
    switch (trouble) {
      case REFUSES -> simulator.failNext(simulated(delegate), 1, 422);
      case FAILS -> simulator.failNext(simulated(delegate), 1, 500);
      case LOSES_THE_ANSWER ->
          simulator.server().faults().next(RequestMatcher.any(), new Fault.EffectThenReset());
    }
  }

  @Override
  void goDown() {
    simulator.server().goDown();
  }

  @Override
  int effects(Delegate delegate) {
    return simulator.effectCount(simulated(delegate));
  }

  @Override
  List<String> boundTokens(SecretId secret) {
    return simulator.bindings(secret.value()).stream()
        .map(b -> b.username() + ":" + b.token() + "@" + b.generation())
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void postsTheCommandAsJsonUnderItsKeyAndItsTrace(Delegate delegate) {
    ask(delegate, new Attempt("k-1", 3, true));

    Received request = simulator.server().received().getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo(simulated(delegate).path());
    assertThat(request.header("Content-Type")).contains("application/json");
    assertThat(request.header("Accept")).contains("application/json");
    assertThat(request.header("Idempotency-Key")).contains("k-1");
    assertThat(request.header("traceparent")).isPresent();
    assertThat(request.header("Authorization")).isEmpty();
    assertThat(request.text())
        .isEqualTo(
            delegate == Delegate.BINDINGS_UPDATE
                ? "{\"secretId\":\"robot$team+ci\",\"token\":\"token\","
                    + "\"username\":\"robot$team+ci\",\"generation\":1}"
                : "{\"applicationEnvironmentId\":\"env-1\"}");
  }

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void sendsTheTokenOfTheMoment(Delegate delegate) {
    Iterator<Secret> tokens = List.of(Secret.of("old"), Secret.of("new")).iterator();
    var withToken = new DelegatedEndpoints(all(Optional.of(tokens::next)));
    simulator.requireToken(simulated(delegate), "new");

    assertThat(failure(ask(withToken, withToken, delegate, first("k-1"))).error().problem())
        .isEqualTo(Problem.CREDENTIALS_REJECTED);
    assertThat(ask(withToken, withToken, delegate, first("k-1"))).isEqualTo(CONFIRMED);
  }

  @ParameterizedTest
  @EnumSource(Delegate.class)
  void refusesWithoutACallWhatIsNotConfigured(Delegate delegate) {
    var none = new DelegatedEndpoints(Map.of());

    assertThat(failure(ask(none, none, delegate, first("k-1"))))
        .isInstanceOfSatisfying(
            Failure.Refused.class,
            refused -> {
              assertThat(refused.error().code())
                  .isEqualTo(delegate.peer().subject() + "_not_configured");
              assertThat(refused.error().detail()).contains(delegate.variable());
            });
    assertThat(simulator.server().received()).isEmpty();
  }

  @Test
  void cannotReachWhatIsNotConfigured() {
    assertThat(failure(new DelegatedEndpoints(Map.of()).reachable(first("k-1"))).error().detail())
        .isEqualTo("SECRET_BINDINGS_UPDATE_ENDPOINT is not set");
  }

  @Test
  void isNotReachableWhileItsBreakerIsOpen() {
    Map<Delegate, Endpoint> guarded = all(Optional.empty());
    guarded.replaceAll((_, endpoint) ->
        new Endpoint(
            endpoint.uri(),
            endpoint.token(),
            new Breaker(endpoint.exchange(), Optional.empty(), () -> Exchanges.NOW)));
    var behindBreakers = new DelegatedEndpoints(guarded);
    simulator.answerNext(DelegatedEndpoint.BINDINGS_UPDATE, Breaker.FEWEST_CALLS, Reply.empty(503));
    assertThat(behindBreakers.reachable(first("k-1"))).isEqualTo(CONFIRMED);
    for (int generation = 1; generation <= Breaker.FEWEST_CALLS; generation++) {
      behindBreakers.propagate(update("token", generation), first("k-1"));
    }

    assertThat(failure(behindBreakers.reachable(first("k-1"))))
        .isInstanceOfSatisfying(
            Failure.NeverSent.class,
            alone -> {
              assertThat(alone.error().code()).isEqualTo("secret_bindings_unavailable");
              assertThat(alone.notBefore())
                  .hasValueSatisfying(at -> assertThat(at).isAfter(Exchanges.NOW));
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void takesEverySuccessForAConfirmation(int status) {
    simulator.succeedWith(DelegatedEndpoint.SECRETS, Reply.empty(status));
    assertThat(ask(Delegate.SECRETS, first("k-1"))).isEqualTo(CONFIRMED);
  }

  @Test
  void doesNotCareWhatASuccessSays() {
    simulator.succeedWith(DelegatedEndpoint.SECRETS, Reply.text(200, "<html>fine</html>"));
    assertThat(ask(Delegate.SECRETS, first("k-1"))).isEqualTo(CONFIRMED);
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 425})
  void asksAgainWhileNothingIsReconciled(int status) {
    simulator.notReconciledFor(1, status);

    assertThat(failure(ask(Delegate.GITOPS_VERIFY, first("k-1"))))
        .isInstanceOf(Failure.PeerFailed.class)
        .extracting(failure -> failure.error().code())
        .isEqualTo("appenv_gitops_unavailable");
    assertThat(ask(Delegate.GITOPS_VERIFY, first("k-1"))).isEqualTo(CONFIRMED);
  }

  @Test
  void waitsForAnEarlierAttemptThatIsStillAtWork() throws Exception {
    simulator.hold(DelegatedEndpoint.SECRETS);
    Thread earlier = Thread.ofVirtual().start(() -> ask(Delegate.SECRETS, first("k-1")));
    simulator.awaitHeld(DelegatedEndpoint.SECRETS, 1);

    assertThat(failure(ask(Delegate.SECRETS, new Attempt("k-1", 2, true))))
        .isInstanceOf(Failure.PeerFailed.class);

    simulator.release(DelegatedEndpoint.SECRETS);
    earlier.join();
    assertThat(ask(Delegate.SECRETS, new Attempt("k-1", 3, true))).isEqualTo(CONFIRMED);
    assertThat(effects(Delegate.SECRETS)).isEqualTo(1);
  }

  @Test
  void showsNoSecretThatTheReceiverEchoes() {
    simulator.answerNext(
        DelegatedEndpoint.BINDINGS_UPDATE,
        1,
        Reply.json(422, Map.of("detail", "bad token canary-token-1 for robot$team+ci")));

    StepResult<?> result = endpoints.propagate(update("canary-token-1", 1), first("k-1"));

    assertThat(result.toString()).contains("bad token [redacted] for robot$team+ci");
  }

  private Map<Delegate, Endpoint> all(Optional<Supplier<Secret>> token) {
    Map<Delegate, Endpoint> all = new EnumMap<>(Delegate.class);
    for (Delegate delegate : Delegate.values()) {
      var uri = simulator.uri(simulated(delegate));
      HttpExchange exchange = Exchanges.to(delegate.peer(), uri);
      exchanges.add(exchange);
      all.put(delegate, new Endpoint(uri, token, exchange));
    }
    return all;
  }

  private static DelegatedEndpoint simulated(Delegate delegate) {
    return switch (delegate) {
      case SECRETS -> DelegatedEndpoint.SECRETS;
      case SECRET_BINDINGS -> DelegatedEndpoint.SECRET_BINDINGS;
      case GITOPS_VERIFY -> DelegatedEndpoint.GITOPS_VERIFY;
      case BINDINGS_UPDATE -> DelegatedEndpoint.BINDINGS_UPDATE;
    };
  }
}
