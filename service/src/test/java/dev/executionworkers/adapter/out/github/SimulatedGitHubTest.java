package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static dev.executionworkers.port.out.StepResults.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.CodeHost.Creation;
import dev.executionworkers.port.out.CodeHost.Protection;
import dev.executionworkers.simulators.github.Access;
import dev.executionworkers.simulators.github.GitHubSimulator;
import dev.executionworkers.simulators.github.Lag;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SimulatedGitHubTest {
  private static final Attempt ATTEMPT = new Attempt("key", 1, false);
  private static final RepositoryRef REF =
      new RepositoryRef(new RepositoryOwner("platform"), new RepositoryName("appenv-7"));
  private static final CreateRepository WANTED =
      new CreateRepository(REF, true, Optional.of("Für „sieben“"), true);

  /** Not ours: {@link Exchanges#NOW}. */
  private static final Instant THEIR_NOW = Instant.parse("2026-07-01T00:00:00Z");

  private static final String EVERYTHING =
      """
      {"required_status_checks":{"strict":true,"checks":[
         {"context":"ci/build","app_id":15368},{"context":"ci/test","app_id":-1}]},
       "enforce_admins":true,
       "required_pull_request_reviews":{"dismiss_stale_reviews":true,
         "require_code_owner_reviews":true,"require_last_push_approval":true,
         "required_approving_review_count":1,
         "dismissal_restrictions":{"users":["octocat"],"teams":["leads"],"apps":["octoapp"]},
         "bypass_pull_request_allowances":{"users":["hubot"],"teams":[],"apps":[]}},
       "restrictions":{"users":["octocat"],"teams":["justice-league"],"apps":["super-ci"]},
       "required_linear_history":true,"allow_force_pushes":true,"allow_deletions":true,
       "block_creations":true,"required_conversation_resolution":true,"lock_branch":true,
       "allow_fork_syncing":true}\
      """;

  private final GitHubSimulator github =
      GitHubSimulator.start(0, InstantSource.fixed(THEIR_NOW))
          .organisation("platform")
          .user("bot")
          .admin("platform", "bot")
          .token("ghp_bot", "bot");
  private final HttpExchange exchange = Exchanges.to(Peer.GIT_PROVIDER, github.apiUrl());
  private final GitHubCodeHost host = as("ghp_bot");

  private GitHubCodeHost as(String token) {
    return at(github.apiUrl(), token);
  }

  private GitHubCodeHost at(URI apiUrl, String token) {
    return new GitHubCodeHost(
        exchange, apiUrl, GitHubCredentials.ofToken(() -> Optional.of(Secret.of(token))));
  }

  @AfterEach
  void stop() {
    exchange.close();
    github.close();
  }

  @Test
  void needsTwoCallsForARepositoryAndTwoForItsProtection() {
    host.find(REF, ATTEMPT);
    host.create(WANTED, ATTEMPT);
    assertThat(done(host.protect(protect("main", 1), ATTEMPT))).isEqualTo(Protection.WRITTEN);
    host.find(REF, ATTEMPT);
    assertThat(done(host.protect(protect("main", 1), ATTEMPT)))
        .isEqualTo(Protection.ALREADY_SATISFIED);
    assertThat(github.server().received().stream().map(Received::method))
        .containsExactly("GET", "POST", "GET", "PUT", "GET", "GET");
  }

  @Test
  void createsTheRepositoryAsWanted() {
    done(host.create(WANTED, ATTEMPT));
    assertThat(github.repository("platform", "appenv-7"))
        .hasValueSatisfying(made -> {
          assertThat(made.isPrivate()).isTrue();
          assertThat(made.description()).isEqualTo("Für „sieben“");
          assertThat(made.branches()).containsExactly("main");
        });
  }

  @Test
  void speaksToAnEnterpriseServer() {
    GitHubCodeHost enterprise = at(URI.create(github.enterpriseUrl() + "/"), "ghp_bot");
    assertThat(done(enterprise.create(WANTED, ATTEMPT))).isInstanceOf(Creation.Made.class);
    assertThat(github.server().received().getLast().rawPath())
        .isEqualTo("/api/v3/orgs/platform/repos");
  }

  static Stream<Fault> lostAnswers() {
    return Stream.of(
        new Fault.EffectThenReset(),
        new Fault.EffectThenClose(),
        new Fault.HalfAnswer(),
        new Fault.EffectThenAnswer(Reply.text(502, "<html>Unicorn!</html>")),
        new Fault.EffectThenAnswer(Reply.text(201, "Created")));
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void leavesALostCreationToBeFound(Fault fault) {
    github.server().faults().next(RequestMatcher.method("POST"), fault);
    Failure failure = failure(host.create(WANTED, ATTEMPT));
    assertThat(failure.effectUnknown()).isTrue();
    assertThat(failure.error().problem().retryable()).isTrue();
    assertThat(done(host.find(REF, ATTEMPT)).map(Repository::fullName))
        .contains("platform/appenv-7");
    assertThat(github.creations()).isEqualTo(1);
  }

  @Test
  void knowsThatNothingWasSentToAServerThatIsDown() {
    github.server().goDown();
    assertThat(failure(host.create(WANTED, ATTEMPT))).isInstanceOf(Failure.NeverSent.class);
  }

  @Test
  void findsNothingUntilAFreshRepositoryIsVisible() {
    github.lagAfterCreate(Lag.REPOSITORY, 1);
    done(host.create(WANTED, ATTEMPT));
    assertThat(done(host.find(REF, ATTEMPT))).isEmpty();
    assertThat(done(host.create(WANTED, ATTEMPT))).isEqualTo(new Creation.NameTaken());
    assertThat(done(host.find(REF, ATTEMPT))).isPresent();
  }

  @Test
  void saysThatAnInvisibleNameIsTaken() {
    github
        .repository("platform", "appenv-7", repository -> repository.isPrivate())
        .user("guest")
        .token("ghp_guest", "guest")
        .installationToken("ghs_app", "platform", true);
    assertThat(done(as("ghp_guest").find(REF, ATTEMPT))).isEmpty();
    assertThat(done(as("ghs_app").create(WANTED, ATTEMPT))).isEqualTo(new Creation.NameTaken());
  }

  @Test
  void neverCreatesInTheUsersNameInsteadOfAnotherUsers() {
    github.user("somebody");
    var theirs = new RepositoryRef(new RepositoryOwner("somebody"), REF.name());
    Failure failure =
        failure(host.create(new CreateRepository(theirs, true, Optional.empty(), true), ATTEMPT));
    assertThat(failure.error().problem()).isEqualTo(Problem.NOT_FOUND);
    assertThat(github.creations()).isZero();
  }

  /** A classic token without the scope {@code repo} gets 404 (google/go-github #681). */
  @Test
  void tellsATokenWithoutRightsFromAnOwnerThatIsNotThere() {
    github
        .server()
        .faults()
        .always(
            RequestMatcher.method("POST"),
            new Fault.Answer(Reply.json(404, Map.of("message", "Not Found"))));
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.PERMISSION_DENIED);
    var own = new RepositoryRef(new RepositoryOwner("bot"), REF.name());
    assertThat(
            problem(host.create(new CreateRepository(own, true, Optional.empty(), true), ATTEMPT)))
        .isEqualTo(Problem.PERMISSION_DENIED);
  }

  @Test
  void surfacesARename() {
    github.repository("platform", "appenv-7", _ -> {}).rename("platform", "appenv-7", "other");
    assertThat(problem(host.find(REF, ATTEMPT))).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(problem(host.protect(protect("main", 1), ATTEMPT)))
        .isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(github.server().received()).hasSize(2);
  }

  @Test
  void saysThatThePlanLacksPrivateRepositories() {
    github.withoutPrivateRepositories("platform");
    Failure failure = failure(host.create(WANTED, ATTEMPT));
    assertThat(failure).isInstanceOf(Failure.Refused.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.PLAN_UNSUPPORTED);
  }

  @Test
  void saysThatThePlanLacksProtection() {
    github
        .freePlan("platform")
        .repository("platform", "appenv-7", repository -> repository.isPrivate().branch("main"));
    Failure failure = failure(host.protect(protect("main", 1), ATTEMPT));
    assertThat(failure).isInstanceOf(Failure.Refused.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.PLAN_UNSUPPORTED);
  }

  @Test
  void keepsEverythingThatIsThereAndRaisesTheApprovals() {
    github.repository(
        "platform",
        "appenv-7",
        repository -> repository.protection("main", EVERYTHING).signedCommits("main"));
    JsonNode expected = github.protection("platform", "appenv-7", "main").orElseThrow().deepCopy();
    ((ObjectNode) expected.path("required_pull_request_reviews"))
        .put("required_approving_review_count", 3);
    assertThat(done(host.protect(protect("main", 3), ATTEMPT))).isEqualTo(Protection.WRITTEN);
    assertThat(github.protection("platform", "appenv-7", "main")).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"release/1.2", "feature/ünï#1", "a+b&c=d", "🚀"})
  void protectsABranchOfAnyName(String branch) {
    github.repository("platform", "appenv-7", repository -> repository.branch(branch));
    assertThat(done(host.protect(protect(branch, 2), ATTEMPT))).isEqualTo(Protection.WRITTEN);
    assertThat(github.protection("platform", "appenv-7", branch)).isPresent();
    assertThat(github.server().received().getLast().segments())
        .containsExactly("repos", "platform", "appenv-7", "branches", branch, "protection");
  }

  @Test
  void findsALostProtectionSatisfied() {
    github.repository("platform", "appenv-7", repository -> repository.branch("main"));
    github.server().faults().next(RequestMatcher.method("PUT"), new Fault.EffectThenReset());
    assertThat(failure(host.protect(protect("main", 2), ATTEMPT)).effectUnknown()).isTrue();
    assertThat(done(host.protect(protect("main", 2), ATTEMPT)))
        .isEqualTo(Protection.ALREADY_SATISFIED);
  }

  @Test
  void waitsForWhatItMayNotAdminister() {
    github
        .user("reader")
        .token("ghp_reader", "reader")
        .repository(
            "platform",
            "appenv-7",
            repository -> repository.branch("main").collaborator("reader", Access.READ));
    assertThat(failure(as("ghp_reader").protect(protect("main", 1), ATTEMPT)))
        .isInstanceOf(Failure.NotYet.class);
  }

  @Test
  void saysThatTheCredentialsAreRejected() {
    github.revoke("ghp_bot");
    for (StepResult<?> result :
        List.of(
            host.find(REF, ATTEMPT),
            host.create(WANTED, ATTEMPT),
            host.protect(protect("main", 1), ATTEMPT))) {
      assertThat(problem(result)).isEqualTo(Problem.CREDENTIALS_REJECTED);
    }
  }

  @Test
  void saysThatThePermissionIsMissing() {
    github
        .user("member")
        .member("platform", "member")
        .membersMayNotCreate("platform")
        .token("ghp_member", "member")
        .installationToken("ghs_app", "platform", false);
    assertThat(problem(as("ghp_member").create(WANTED, ATTEMPT)))
        .isEqualTo(Problem.PERMISSION_DENIED);
    assertThat(problem(as("ghs_app").create(WANTED, ATTEMPT))).isEqualTo(Problem.PERMISSION_DENIED);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void waitsUntilThePrimaryLimitIsReset(int status) {
    github.limits().primary(Duration.ofMinutes(20), status);
    assertThat(waiting()).isEqualTo(Duration.ofMinutes(20));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void waitsAsLongAsASecondaryLimitSays(int status) {
    github.limits().secondary(Duration.ofSeconds(3), status);
    assertThat(waiting()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void waitsAMinuteForALimitThatDoesNotSay() {
    github.limits().secondaryBare(Duration.ofSeconds(3));
    assertThat(waiting()).isEqualTo(Duration.ofMinutes(1));
    github.limits().lift();
    github.limits().contentCreation(Duration.ofSeconds(3));
    assertThat(waiting()).isEqualTo(Duration.ofMinutes(1));
  }

  private Duration waiting() {
    Failure failure = failure(host.create(WANTED, ATTEMPT));
    assertThat(failure).isInstanceOf(Failure.Throttled.class);
    return Duration.between(Exchanges.NOW, failure.retryAt().orElseThrow());
  }

  private static ApplyBranchProtection protect(String branch, int approvals) {
    return new ApplyBranchProtection(
        new EnvironmentId("7"), REF, new BranchName(branch), approvals);
  }
}
