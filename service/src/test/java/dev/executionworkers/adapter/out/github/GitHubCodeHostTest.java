package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.adapter.out.github.ScriptedExchange.RECEIVED_AT;
import static dev.executionworkers.adapter.out.github.ScriptedExchange.answer;
import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static dev.executionworkers.port.out.StepResults.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Visibility;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.CodeHost.Creation;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class GitHubCodeHostTest {
  private static final Attempt ATTEMPT = new Attempt("key", 1, false);
  private static final RepositoryRef REF =
      new RepositoryRef(new RepositoryOwner("platform"), new RepositoryName("appenv-7"));
  private static final CreateRepository WANTED =
      new CreateRepository(REF, true, Optional.of("For \"seven\""), true);
  private static final ApplyBranchProtection PROTECTION =
      new ApplyBranchProtection(new EnvironmentId("7"), REF, new BranchName("main"), 1);
  private static final String NOT_FOUND = "{\"message\":\"Not Found\",\"status\":\"404\"}";
  private static final String ME = "{\"login\":\"Platform\",\"id\":1}";
  private static final String SOMEBODY = "{\"login\":\"somebody\",\"id\":2,\"type\":\"User\"}";
  private static final String ORGANISATION =
      "{\"login\":\"platform\",\"id\":3,\"type\":\"Organization\"}";
  static final String REPOSITORY =
      """
      {"id":1296269,"name":"appenv-7","full_name":"platform/appenv-7","private":true,
       "html_url":"https://github.com/platform/appenv-7",
       "clone_url":"https://github.com/platform/appenv-7.git",
       "ssh_url":"git@github.com:platform/appenv-7.git","default_branch":"main","size":0}\
      """;

  private final ScriptedExchange github = new ScriptedExchange();
  private Optional<Secret> token = Optional.of(Secret.of("ghp_one"));
  private final GitHubCodeHost host =
      new GitHubCodeHost(
          github, URI.create("https://ghe.example"), GitHubCredentials.ofToken(() -> token));

  @Test
  void sendsTheRecommendedHeaders() {
    github.then(200, REPOSITORY);
    host.find(REF, ATTEMPT);
    assertThat(github.last().headers())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "Accept", "application/vnd.github+json",
                "X-GitHub-Api-Version", "2022-11-28",
                "Authorization", "Bearer ghp_one"));
    assertThat(github.last().uri())
        .hasToString("https://ghe.example/api/v3/repos/platform/appenv-7");
  }

  @Test
  void callsNothingWithoutAToken() {
    token = Optional.empty();
    assertThat(problem(host.find(REF, ATTEMPT))).isEqualTo(Problem.NOT_CONFIGURED);
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.NOT_CONFIGURED);
    assertThat(failure(host.protect(PROTECTION, ATTEMPT)))
        .isInstanceOf(Failure.Refused.class)
        .extracting(failure -> failure.error().detail())
        .isEqualTo("neither GITHUB_TOKEN nor GITHUB_APP_ID is set");
    assertThat(github.sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "ghp_a\nX-Evil: 1", "ghp_ü", "ghp a"})
  void callsNothingWithATokenThatCannotStandInAHeader(String broken) {
    token = Optional.of(Secret.of(broken));
    assertThat(problem(host.find(REF, ATTEMPT))).isEqualTo(Problem.NOT_CONFIGURED);
    assertThat(github.sent()).isEmpty();
  }

  @Test
  void asksForTheTokenEachTime() {
    github.then(200, REPOSITORY).then(200, REPOSITORY);
    host.find(REF, ATTEMPT);
    token = Optional.of(Secret.of("ghp_two"));
    host.find(REF, ATTEMPT);
    assertThat(github.last().headers()).containsEntry("Authorization", "Bearer ghp_two");
  }

  @Test
  void findsARepository() {
    github.then(200, REPOSITORY);
    assertThat(done(host.find(REF, ATTEMPT)))
        .contains(
            new Repository(
                1296269L,
                "appenv-7",
                "platform/appenv-7",
                Visibility.PRIVATE,
                URI.create("https://github.com/platform/appenv-7"),
                URI.create("https://github.com/platform/appenv-7.git"),
                "git@github.com:platform/appenv-7.git",
                "main"));
  }

  @Test
  void findsNothingWhereGitHubShowsNothing() {
    github.then(404, NOT_FOUND);
    assertThat(done(host.find(REF, ATTEMPT))).isEmpty();
  }

  /** A proxy's, or that of a web server at a wrong GITHUB_API_URL: mending that mends it. */
  @Test
  void takesNoPageForGitHubsWordThatNothingIsThere() {
    for (int call = 0; call < 2; call++) {
      github.then(404, "<html>no such page</html>");
    }
    assertThat(problem(host.find(REF, ATTEMPT))).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(github.calls()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void followsNoRename(int status) {
    github.then(
        answer(
            status,
            Map.of("location", "https://api.github.com/repositories/1"),
            "{\"message\":\"Moved Permanently\"}"));
    Failure failure = failure(host.find(REF, ATTEMPT));
    assertThat(failure).isInstanceOf(Failure.Refused.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(failure.error().detail()).contains("renamed or moved");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "name",
        "full_name",
        "private",
        "html_url",
        "clone_url",
        "ssh_url",
        "default_branch"
      })
  void takesNoRepositoryWithoutWhatItMustCarry(String field) {
    String without = REPOSITORY.replace("\"" + field + "\"", "\"other\"");
    String wrong = REPOSITORY.replace("\"" + field + "\":", "\"" + field + "\":[],\"x\":");
    github.then(200, without).then(200, wrong).then(201, without);
    assertThat(failure(host.find(REF, ATTEMPT))).isInstanceOf(Failure.LostReply.class);
    assertThat(problem(host.find(REF, ATTEMPT))).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(failure(host.create(WANTED, ATTEMPT))).isInstanceOf(Failure.LostReply.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OK", "<html>", "[]", "null", "{"})
  void takesNoSuccessThatCannotBeRead(String body) {
    github.then(200, body).then(201, body);
    assertThat(failure(host.find(REF, ATTEMPT))).isInstanceOf(Failure.LostReply.class);
    assertThat(failure(host.create(WANTED, ATTEMPT))).isInstanceOf(Failure.LostReply.class);
  }

  @Test
  void createsInAnOrganisationWithOneCall() {
    github.then(201, REPOSITORY);
    assertThat(done(host.create(WANTED, ATTEMPT))).isInstanceOf(Creation.Made.class);
    assertThat(github.calls()).containsExactly("POST /api/v3/orgs/platform/repos");
    assertThat(body(github.last()))
        .isEqualTo(
            Json.read(
                    """
                    {"name":"appenv-7","private":true,"auto_init":true,\
                    "description":"For \\"seven\\""}\
                    """)
                .orElseThrow());
  }

  @Test
  void alwaysSaysWhetherItIsPrivate() {
    github.then(201, REPOSITORY);
    host.create(new CreateRepository(REF, false, Optional.empty(), false), ATTEMPT);
    assertThat(body(github.last()))
        .isEqualTo(
            Json.read("{\"name\":\"appenv-7\",\"private\":false,\"auto_init\":false}")
                .orElseThrow());
  }

  @Test
  void createsForTheAuthenticatedUserAndRemembersWhoThatIs() {
    github.then(404, NOT_FOUND).then(200, ME).then(201, REPOSITORY).then(201, REPOSITORY);
    assertThat(done(host.create(WANTED, ATTEMPT))).isInstanceOf(Creation.Made.class);
    assertThat(done(host.create(WANTED, ATTEMPT))).isInstanceOf(Creation.Made.class);
    assertThat(github.calls())
        .containsExactly(
            "POST /api/v3/orgs/platform/repos",
            "GET /api/v3/user",
            "POST /api/v3/user/repos",
            "POST /api/v3/user/repos");
  }

  @Test
  void forgetsTheUserWithTheToken() {
    github.then(404, NOT_FOUND).then(200, ME).then(201, REPOSITORY);
    host.create(WANTED, ATTEMPT);
    token = Optional.of(Secret.of("ghp_two"));
    github.then(404, NOT_FOUND).then(200, SOMEBODY);
    github.then(404, NOT_FOUND);
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.NOT_FOUND);
    assertThat(github.calls())
        .endsWith(
            "POST /api/v3/orgs/platform/repos", "GET /api/v3/user", "GET /api/v3/users/platform");
  }

  @Test
  void neverCreatesForSomebodyElse() {
    github.then(404, NOT_FOUND).then(200, SOMEBODY).then(404, NOT_FOUND);
    Failure failure = failure(host.create(WANTED, ATTEMPT));
    assertThat(failure).isInstanceOf(Failure.Refused.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.NOT_FOUND);
    assertThat(failure.error().detail())
        .contains("platform is neither an organisation", "nor their own user");
    github.then(404, NOT_FOUND).then(200, SOMEBODY);
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.NOT_FOUND);
    assertThat(github.calls())
        .containsExactly(
            "POST /api/v3/orgs/platform/repos",
            "GET /api/v3/user",
            "GET /api/v3/users/platform",
            "POST /api/v3/orgs/platform/repos",
            "GET /api/v3/users/platform");
  }

  @Test
  void takesAnOrganisationThatHidesFromTheTokenForAMatterOfItsRights() {
    github.then(404, NOT_FOUND).then(200, SOMEBODY).then(200, ORGANISATION);
    Failure failure = failure(host.create(WANTED, ATTEMPT));
    assertThat(failure.error().problem()).isEqualTo(Problem.PERMISSION_DENIED);
    assertThat(failure.error().detail())
        .contains("platform is an organisation", "classic token needs the scope repo");
  }

  @Test
  void takesA404ToItsOwnUserForAMatterOfTheTokensRights() {
    github.then(404, NOT_FOUND).then(200, ME).then(404, NOT_FOUND);
    Failure failure = failure(host.create(WANTED, ATTEMPT));
    assertThat(failure.error().problem()).isEqualTo(Problem.PERMISSION_DENIED);
    assertThat(failure.error().detail()).contains("classic token needs the scope repo");
  }

  @Test
  void saysNothingAboutTheOwnerWhenItCannotBeAskedFor() {
    github.then(404, NOT_FOUND).then(200, SOMEBODY).then(new Faulted(Fault.TIMED_OUT));
    assertThat(failure(host.create(WANTED, ATTEMPT))).isInstanceOf(Failure.LostReply.class);
    github.then(404, NOT_FOUND).then(200, "hello");
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.UNEXPECTED_RESPONSE);
  }

  @Test
  void knowsThatAnAppHasNoUser() {
    github
        .then(404, NOT_FOUND)
        .then(403, "{\"message\":\"Resource not accessible by integration\"}")
        .then(404, NOT_FOUND);
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.NOT_FOUND);
  }

  @Test
  void saysThatAnAppCreatesNothingForAUser() {
    github
        .then(404, NOT_FOUND)
        .then(403, "{\"message\":\"Resource not accessible by integration\"}")
        .then(200, SOMEBODY);
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.PERMISSION_DENIED);
    assertThat(github.calls()).endsWith("GET /api/v3/user", "GET /api/v3/users/platform");
  }

  @Test
  void saysNothingAboutTheOwnerWhenTheUserCannotBeAskedFor() {
    github.then(404, NOT_FOUND).then(new Faulted(Fault.TIMED_OUT));
    assertThat(failure(host.create(WANTED, ATTEMPT))).isInstanceOf(Failure.LostReply.class);
    github.then(404, NOT_FOUND).then(200, "{}");
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    github.then(404, NOT_FOUND).then(answer(403, Map.of("retry-after", "1"), ""));
    assertThat(failure(host.create(WANTED, ATTEMPT))).isInstanceOf(Failure.Throttled.class);
  }

  @Test
  void saysThatTheNameIsTaken() {
    github.then(422, ErrorBodyTest.EXISTS);
    assertThat(done(host.create(WANTED, ATTEMPT))).isEqualTo(new Creation.NameTaken());
  }

  @Test
  void saysThatThePlanRefuses() {
    github.then(422, ErrorBodyTest.PLAN_REFUSES_PRIVATE);
    assertThat(problem(host.create(WANTED, ATTEMPT))).isEqualTo(Problem.PLAN_UNSUPPORTED);
  }

  @Test
  void saysThatACreationMayHaveHappened() {
    github.then(new Faulted(Fault.CONNECTION_LOST)).then(502, "<html>");
    assertThat(failure(host.create(WANTED, ATTEMPT)).effectUnknown()).isTrue();
    assertThat(failure(host.create(WANTED, ATTEMPT)).effectUnknown()).isTrue();
  }

  @Test
  void obeysALimit() {
    github.then(answer(403, Map.of("retry-after", "2"), ""));
    assertThat(failure(host.create(WANTED, ATTEMPT)).retryAt())
        .contains(RECEIVED_AT.plusSeconds(2));
  }

  private static JsonNode body(OutboundRequest request) {
    return Json.read(request.body().orElseThrow()).orElseThrow();
  }
}
