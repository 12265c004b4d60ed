package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static dev.executionworkers.port.out.StepResults.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.CodeHost.Creation;
import dev.executionworkers.port.out.Standby;
import dev.executionworkers.simulators.github.GitHubSimulator;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppCredentialsTest {
  private static final Attempt ATTEMPT = new Attempt("key", 1, false);
  private static final RepositoryOwner PLATFORM = new RepositoryOwner("platform");
  private static final Instant START = Exchanges.NOW;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicReference<Duration> theyAreAhead = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<Secret> pem =
      new AtomicReference<>(Secret.of(AppKeys.pkcs1(AppKeys.KEY)));
  private final GitHubSimulator github =
      GitHubSimulator.start(0, () -> now.get().plus(theyAreAhead.get()))
          .organisation("platform")
          .organisation("elsewhere")
          .user("alice");
  private final HttpExchange exchange = Exchanges.to(Peer.GIT_PROVIDER, github.apiUrl(), now::get);
  private final long installation = install();
  private GitHubCodeHost host = host("77", Optional.empty());

  private long install() {
    github.apps().register(77, "Iv23liAbc", AppKeys.KEY.getPublic());
    return github.apps().install(77, "platform", true);
  }

  private GitHubCodeHost host(String issuer, Optional<Long> installed) {
    return new GitHubCodeHost(
        exchange,
        github.apiUrl(),
        new AppCredentials(
            exchange,
            github.apiUrl(),
            new AppIdentity(issuer, pem::get, installed),
            now::get,
            () -> Standby.NONE));
  }

  @AfterEach
  void stop() {
    exchange.close();
    github.close();
  }

  @Test
  void findsTheInstallationAndGetsATokenOnce() {
    assertThat(done(host.create(wanted("platform", "one"), ATTEMPT)))
        .isInstanceOf(Creation.Made.class);
    assertThat(done(host.create(wanted("Platform", "two"), ATTEMPT)))
        .isInstanceOf(Creation.Made.class);
    assertThat(calls())
        .containsExactly(
            "GET /users/platform/installation",
            "POST /app/installations/" + installation + "/access_tokens",
            "POST /orgs/platform/repos",
            "POST /orgs/Platform/repos");
  }

  @Test
  void looksForNoInstallationThatItWasTold() {
    host = host("Iv23liAbc", Optional.of(installation));
    done(host.find(ref("platform", "one"), ATTEMPT));
    done(host.find(ref("elsewhere", "one"), ATTEMPT));
    assertThat(calls())
        .containsExactly(
            "POST /app/installations/" + installation + "/access_tokens",
            "GET /repos/platform/one",
            "GET /repos/elsewhere/one");
  }

  @Test
  void hasATokenForEachOwner() {
    github.apps().install(77, "elsewhere", true);
    for (String owner : List.of("platform", "elsewhere", "platform", "elsewhere")) {
      done(host.find(ref(owner, "one"), ATTEMPT));
    }
    assertThat(github.apps().tokensIssued()).isEqualTo(2);
  }

  @Test
  void asksForAnOrganisationAsSuchBeforeItGivesUp() {
    github
        .server()
        .faults()
        .next(
            RequestMatcher.path("/users/platform/installation"),
            new Fault.Answer(Reply.rawJson(404, "{\"message\":\"Not Found\"}")));
    assertThat(done(host.find(ref("platform", "one"), ATTEMPT))).isEmpty();
    assertThat(calls()).contains("GET /orgs/platform/installation");
  }

  @Test
  void renewsTheTokenBeforeItEnds() {
    done(host.find(ref("platform", "one"), ATTEMPT));
    now.set(START.plus(Duration.ofMinutes(54)));
    done(host.find(ref("platform", "one"), ATTEMPT));
    assertThat(github.apps().tokensIssued()).isEqualTo(1);
    now.set(START.plus(Duration.ofMinutes(55)));
    done(host.find(ref("platform", "one"), ATTEMPT));
    assertThat(github.apps().tokensIssued()).isEqualTo(2);
  }

  @Test
  void takesANewTokenForOneThatWasRevokedEarly() {
    done(host.find(ref("platform", "one"), ATTEMPT));
    now.set(START.plusSeconds(60));
    github.apps().revokeTokens(installation);
    Failure failure = failure(host.create(wanted("platform", "one"), ATTEMPT));
    assertThat(failure).isInstanceOf(Failure.NotYet.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.CREDENTIALS_REJECTED);
    assertThat(done(host.create(wanted("platform", "one"), ATTEMPT)))
        .isInstanceOf(Creation.Made.class);
    assertThat(github.apps().tokensIssued()).isEqualTo(2);
  }

  @Test
  void waitsForATokenThatIsNotKnownEverywhereYet() {
    github.apps().lagOfNewTokens(2);
    assertThat(failure(host.find(ref("platform", "one"), ATTEMPT)))
        .isInstanceOf(Failure.NotYet.class);
    assertThat(failure(host.find(ref("platform", "one"), ATTEMPT)))
        .isInstanceOf(Failure.NotYet.class);
    assertThat(done(host.find(ref("platform", "one"), ATTEMPT))).isEmpty();
    assertThat(github.apps().tokensIssued()).isEqualTo(1);
  }

  @Test
  void findsTheInstallationAnewWhenItWasRemovedAndMadeAgain() {
    done(host.find(ref("platform", "one"), ATTEMPT));
    now.set(START.plusSeconds(60));
    github.apps().uninstall(installation);
    long again = github.apps().install(77, "platform", true);
    failure(host.find(ref("platform", "one"), ATTEMPT));
    done(host.find(ref("platform", "one"), ATTEMPT));
    assertThat(calls()).contains("POST /app/installations/" + again + "/access_tokens");
  }

  @Test
  void saysThatItIsNotInstalled() {
    Failure failure = failure(host.create(wanted("elsewhere", "one"), ATTEMPT));
    assertRefused(failure, Problem.PERMISSION_DENIED, "is not installed in elsewhere");
    assertRefused(
        failure(host.find(ref("nobody", "one"), ATTEMPT)),
        Problem.PERMISSION_DENIED,
        "is not installed in nobody");
  }

  @Test
  void saysThatTheInstallationItWasToldIsNotThere() {
    host = host("77", Optional.of(1L));
    assertRefused(
        failure(host.find(ref("platform", "one"), ATTEMPT)),
        Problem.PERMISSION_DENIED,
        "has no installation 1");
  }

  @Test
  void saysThatTheInstallationIsSuspended() {
    github.apps().suspend(installation);
    assertRefused(
        failure(host.find(ref("platform", "one"), ATTEMPT)),
        Problem.PERMISSION_DENIED,
        "This installation has been suspended");
  }

  @Test
  void saysThatThereIsNoSuchApp() {
    host = host("78", Optional.empty());
    assertRefused(
        failure(host.find(ref("platform", "one"), ATTEMPT)),
        Problem.CREDENTIALS_REJECTED,
        "Integration not found");
  }

  @Test
  void saysThatTheKeyIsNotTheAppsAndTakesTheRightOneOnceItIsThere() {
    pem.set(Secret.of(AppKeys.pkcs1(AppKeys.OTHER)));
    assertRefused(
        failure(host.find(ref("platform", "one"), ATTEMPT)),
        Problem.CREDENTIALS_REJECTED,
        "A JSON web token could not be decoded");
    pem.set(Secret.of(AppKeys.pkcs1(AppKeys.KEY)));
    now.set(START.plusSeconds(1));
    assertThat(done(host.find(ref("platform", "one"), ATTEMPT))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT2H", "-PT59S", "PT59S", "PT4M", "PT2H"})
  void workWithAnyClock(String ahead) {
    theyAreAhead.set(Duration.parse(ahead));
    for (int attempt = 0; attempt < 2; attempt++) {
      host.find(ref("platform", "one"), ATTEMPT);
    }
    assertThat(done(host.find(ref("platform", "one"), ATTEMPT))).isEmpty();
    assertThat(github.apps().tokensIssued()).isEqualTo(1);
    now.set(START.plus(Duration.ofMinutes(54)));
    assertThat(done(host.find(ref("platform", "one"), ATTEMPT))).isEmpty();
    assertThat(github.apps().tokensIssued()).isEqualTo(1);
  }

  @Test
  void correctsItsClockAfterOneRefusal() {
    theyAreAhead.set(Duration.ofHours(-2));
    assertThat(failure(host.find(ref("platform", "one"), ATTEMPT)))
        .isInstanceOf(Failure.NotYet.class);
    assertThat(done(host.find(ref("platform", "one"), ATTEMPT))).isEmpty();
  }

  @Test
  void knowsThatNothingHappenedWhileThereIsNoToken() {
    List<Fault> faults =
        List.of(
            new Fault.Answer(Reply.text(502, "<html>Unicorn!</html>")),
            new Fault.EffectThenReset(),
            new Fault.HalfAnswer(),
            new Fault.Answer(Reply.rawJson(201, "{\"token\":\"ghs_x\"}")),
            new Fault.Answer(Reply.rawJson(201, "{\"expires_at\":\"2026-03-01T13:00:00Z\"}")));
    for (Fault fault : faults) {
      github.server().faults().next(RequestMatcher.method("POST"), fault);
      Failure failure = failure(host.create(wanted("platform", "one"), ATTEMPT));
      assertThat(failure).as("%s", fault).isInstanceOf(Failure.NeverSent.class);
      assertThat(failure.error().problem().retryable()).isTrue();
      now.updateAndGet(before -> before.plus(InstallationTokens.FAILURE_STANDS));
    }
    assertThat(done(host.create(wanted("platform", "one"), ATTEMPT)))
        .isInstanceOf(Creation.Made.class);
    assertThat(github.creations()).isEqualTo(1);
  }

  @Test
  void waitsForAsLongAsGitHubSays() {
    github
        .server()
        .faults()
        .next(
            RequestMatcher.method("POST"),
            new Fault.Answer(Reply.empty(503).with("Retry-After", "7")));
    assertThat(failure(host.find(ref("platform", "one"), ATTEMPT)).retryAt())
        .contains(START.plusSeconds(7));
    now.set(START.plusSeconds(7));
    github.limits().secondary(Duration.ofSeconds(30));
    Failure failure = failure(host.find(ref("platform", "one"), ATTEMPT));
    assertThat(failure.error().problem()).isEqualTo(Problem.RATE_LIMITED);
    assertThat(failure.retryAt()).contains(START.plusSeconds(37));
    int before = calls().size();
    assertThat(failure(host.find(ref("platform", "one"), ATTEMPT))).isEqualTo(failure);
    assertThat(calls()).hasSize(before);
  }

  @Test
  void createsNothingForAUser() {
    github.apps().install(77, "alice", true);
    Failure failure = failure(host.create(wanted("alice", "one"), ATTEMPT));
    assertRefused(failure, Problem.PERMISSION_DENIED, "need a token of that user");
    assertThat(calls())
        .doesNotContain("GET /user", "POST /user/repos")
        .endsWith("GET /users/alice");
    assertThat(github.creations()).isZero();
  }

  @Test
  void saysThatAPermissionIsMissing() {
    github.apps().install(77, "elsewhere", false);
    assertThat(problem(host.create(wanted("elsewhere", "one"), ATTEMPT)))
        .isEqualTo(Problem.PERMISSION_DENIED);
  }

  @Test
  void keepsItsTokensHoweverManyOwnersHaveNone() {
    done(host.find(ref("platform", "one"), ATTEMPT));
    for (int i = 0; i < 70; i++) {
      failure(host.find(ref("nobody-" + i, "one"), ATTEMPT));
    }
    done(host.find(ref("platform", "one"), ATTEMPT));
    assertThat(github.apps().tokensIssued()).isEqualTo(1);
  }

  @Test
  void theLoginIsTheSameForEveryTokenOfTheInstallation() {
    var credentials =
        new AppCredentials(
            exchange,
            github.apiUrl(),
            new AppIdentity("77", pem::get, Optional.empty()),
            now::get,
            () -> Standby.NONE);
    GitHubLogin first = done(credentials.login(PLATFORM));
    now.set(START.plus(Duration.ofMinutes(56)));
    GitHubLogin second = done(credentials.login(PLATFORM));
    assertThat(second.token()).isNotEqualTo(first.token());
    assertThat(second.principal()).isEqualTo(first.principal());
    assertThat(first)
        .hasToString(
            "GitHubLogin[token=[redacted], principal=Installation[id=" + installation + "]]");
  }

  private static void assertRefused(Failure failure, Problem problem, String words) {
    assertThat(failure).isInstanceOf(Failure.Refused.class);
    assertThat(failure.error().problem()).isEqualTo(problem);
    assertThat(failure.error().detail()).contains(words);
  }

  private List<String> calls() {
    return github.server().received().stream()
        .map(call -> call.method() + " " + call.rawPath())
        .toList();
  }

  private static RepositoryRef ref(String owner, String name) {
    return new RepositoryRef(new RepositoryOwner(owner), new RepositoryName(name));
  }

  private static CreateRepository wanted(String owner, String name) {
    return new CreateRepository(ref(owner, name), true, Optional.empty(), true);
  }
}
