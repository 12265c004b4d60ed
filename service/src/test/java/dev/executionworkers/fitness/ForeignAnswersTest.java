package dev.executionworkers.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.delegated.Delegate;
import dev.executionworkers.adapter.out.delegated.DelegatedEndpoints;
import dev.executionworkers.adapter.out.delegated.Endpoint;
import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.github.GitHubCodeHost;
import dev.executionworkers.adapter.out.github.GitHubCredentials;
import dev.executionworkers.adapter.out.harbor.BasicCredentials;
import dev.executionworkers.adapter.out.harbor.FacadeRegistry;
import dev.executionworkers.adapter.out.harbor.HarborRegistry;
import dev.executionworkers.adapter.out.harbor.RobotNameTemplate;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.Registry.Robot;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Whatever a foreign system answers to whichever call, each adapter makes a success or a code of
 * the closed vocabulary of it. What each answer means is for the adapters' own tests.
 */
class ForeignAnswersTest {
  private static final URI ADDRESS = URI.create("https://peer.example/");
  private static final Secret TOKEN = Secret.of("canary-0123456789");
  private static final SecretId SECRET_ID = new SecretId("ci");
  private static final Robot ROBOT = new Robot(7, "robot$ci");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Set<Integer> MAY_PASS = Set.of(408, 421, 423, 425, 429, 499);

  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "[]",
          "{}",
          "{\"message\":\"canary-0123456789 \u202e\\nno\"}",
          "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"canary-0123456789\"}]}",
          "{\"message\":{\"deep\":[1,2]}}",
          "[".repeat(5000),
          "<html>canary-0123456789</html>",
          "\u0000\ud800");

  private static final BindingUpdate UPDATE = new BindingUpdate(SECRET_ID, TOKEN, "robot$ci", 1);

  /** What every adapter is asked for, against an exchange. */
  static final List<Call> CALLS =
      List.of(
          new Call(
              "find",
              Peer.GIT_PROVIDER,
              it -> gitHub(it).find(Commands.CREATE.repository(), attempt())),
          new Call(
              "create", Peer.GIT_PROVIDER, it -> gitHub(it).create(Commands.CREATE, attempt())),
          new Call(
              "protect", Peer.GIT_PROVIDER, it -> gitHub(it).protect(Commands.PROTECT, attempt())),
          new Call("look", Peer.HARBOR, it -> harbor(it).look(SECRET_ID, attempt())),
          new Call("set", Peer.HARBOR, it -> harbor(it).set(ROBOT, TOKEN, attempt())),
          new Call("prove", Peer.HARBOR, it -> harbor(it).prove(ROBOT, TOKEN, attempt())),
          new Call("issue", Peer.HARBOR, it -> facade(it).issue(SECRET_ID, attempt())),
          new Call(
              "provision",
              Peer.APPENV_SECRETS,
              it -> delegated(it).provisionSecrets(Commands.PROVISION, attempt())),
          new Call(
              "bind",
              Peer.APPENV_SECRET_BINDINGS,
              it -> delegated(it).createSecretBindings(Commands.BIND, attempt())),
          new Call(
              "verify",
              Peer.APPENV_GITOPS,
              it -> delegated(it).verifyGitOps(Commands.VERIFY, attempt())),
          new Call(
              "propagate", Peer.SECRET_BINDINGS, it -> delegated(it).propagate(UPDATE, attempt())));

  private record Call(String name, Peer peer, Function<Exchange, StepResult<?>> call) {
    Optional<Failure> failure(Exchanged exchanged) {
      return switch (call.apply(always(exchanged))) {
        case StepResult.Done<?> _ -> Optional.empty();
        case StepResult.Failed<?>(Failure failure) -> Optional.of(failure);
      };
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @FieldSource("CALLS")
  void everyAnswerToEveryCallIsInTheVocabulary(Call call) {
    Set<String> codes =
        answers()
            .flatMap(answer -> call.failure(answer).stream())
            .map(failure -> failure.error().code())
            .collect(Collectors.toSet());

    assertThat(codes).isNotEmpty().isSubsetOf(VocabularyTest.CODES);
    assertThat(codes).allMatch(code -> code.startsWith(call.peer.subject() + "_"));
  }

  @ParameterizedTest
  @FieldSource("CALLS")
  void everyFaultOfTheTransportIsAFailureOfItsPeer(Call call) {
    assertThat(Arrays.stream(Fault.values()).map(fault -> call.failure(new Faulted(fault))))
        .allSatisfy(failure ->
            assertThat(failure)
                .hasValueSatisfying(it -> {
                  assertThat(it.error().peer()).isEqualTo(call.peer);
                  assertThat(it.error().problem().retryable()).isTrue();
                }));
  }

  @ParameterizedTest
  @FieldSource("CALLS")
  void nothingThatMayPassIsFinal(Call call) {
    assertThat(
            answers()
                .filter(answer -> answer.status() >= 500 || MAY_PASS.contains(answer.status())))
        .allSatisfy(answer ->
            assertThat(call.failure(answer))
                .as("%s", answer)
                .hasValueSatisfying(it -> assertThat(it.error().problem().retryable()).isTrue()));
  }

  @ParameterizedTest
  @FieldSource("CALLS")
  void noFailureTellsASecretThatTheAnswerEchoes(Call call) {
    assertThat(answers().flatMap(answer -> call.failure(answer).stream()))
        .noneMatch(failure -> failure.toString().contains(TOKEN.reveal()));
  }

  private static Stream<Answered> answers() {
    return IntStream.rangeClosed(100, 599)
        .boxed()
        .flatMap(status -> BODIES.stream().map(body -> new Answered(status, Map.of(), body, NOW)));
  }

  private static Exchange always(Exchanged exchanged) {
    return new Exchange() {
      @Override
      public Exchanged send(OutboundRequest request) {
        return exchanged;
      }

      @Override
      public Optional<Faulted> connect() {
        return Optional.empty();
      }
    };
  }

  private static GitHubCodeHost gitHub(Exchange exchange) {
    return new GitHubCodeHost(
        exchange, ADDRESS, GitHubCredentials.ofToken(() -> Optional.of(TOKEN)));
  }

  private static HarborRegistry harbor(Exchange exchange) {
    return new HarborRegistry(
        exchange,
        ADDRESS,
        principal(),
        new RobotNameTemplate(RobotNameTemplate.SECRET_ID),
        new SecureRandom());
  }

  private static FacadeRegistry facade(Exchange exchange) {
    return new FacadeRegistry(
        exchange, ADDRESS, principal(), new RobotNameTemplate(RobotNameTemplate.SECRET_ID));
  }

  private static BasicCredentials principal() {
    return new BasicCredentials("admin", () -> TOKEN);
  }

  private static DelegatedEndpoints delegated(Exchange exchange) {
    Endpoint endpoint = new Endpoint(ADDRESS, Optional.of(() -> TOKEN), exchange);
    return new DelegatedEndpoints(
        Arrays.stream(Delegate.values())
            .collect(Collectors.toMap(Function.identity(), _ -> endpoint)));
  }

  private static Attempt attempt() {
    return new Attempt("key", 1, false);
  }
}
