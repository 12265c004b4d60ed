package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static dev.executionworkers.port.out.StepResults.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.adapter.out.github.GitHubLogin.Principal;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.CodeHost.Protection;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BranchProtectionsTest {
  private static final String UNPROTECTED =
      "{\"message\":\"Branch not protected\",\"status\":\"404\"}";

  private final ScriptedExchange github = new ScriptedExchange();
  private final BranchProtections protections =
      new BranchProtections(GitHubApi.at(URI.create("https://api.github.com")));

  @Test
  void protectsAnUnprotectedBranch() {
    github.then(404, UNPROTECTED).then(200, reviews(2));
    assertThat(done(protect(2))).isEqualTo(Protection.WRITTEN);
    assertThat(github.calls())
        .containsExactly(
            "GET /repos/platform/appenv-7/branches/release%2F1/protection",
            "PUT /repos/platform/appenv-7/branches/release%2F1/protection");
    assertThat(
            Json.read(github.last().body().orElseThrow())
                .orElseThrow()
                .path("required_pull_request_reviews"))
        .isEqualTo(Json.object().put("required_approving_review_count", 2));
  }

  @Test
  void writesNothingWhenItIsSatisfied() {
    github.then(200, reviews(2));
    assertThat(done(protect(2))).isEqualTo(Protection.ALREADY_SATISFIED);
    assertThat(github.sent()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Branch not found", "Not Found", ""})
  void waitsForABranchThatIsNotVisible(String message) {
    String body = "{\"message\":\"" + message + "\"}";
    github.then(404, body).then(404, UNPROTECTED).then(404, body);
    assertThat(failure(protect(1))).isInstanceOf(Failure.NotYet.class);
    Failure onWrite = failure(protect(1));
    assertThat(onWrite).isInstanceOf(Failure.NotYet.class);
    assertThat(onWrite.error().problem()).isEqualTo(Problem.NOT_FOUND);
    assertThat(onWrite.error().detail()).contains("branch release/1 of platform/appenv-7");
  }

  @Test
  void takesNoProtectionThatDoesNotDemandWhatIsWanted() {
    github.then(404, UNPROTECTED).then(200, reviews(1)).then(404, UNPROTECTED).then(200, "{}");
    Failure failure = failure(protect(2));
    assertThat(failure).isInstanceOf(Failure.Refused.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(problem(protect(2))).isEqualTo(Problem.UNEXPECTED_RESPONSE);
  }

  @Test
  void twoRequestsForOneBranchAtOneMomentEndWithTheStrongerProtection() throws Exception {
    var branch = new BusyBranch();
    branch.onFirstRead(() -> protect("Platform/AppEnv-7", 3, branch));

    assertThat(done(protect("platform/appenv-7", 1, branch))).isEqualTo(Protection.WRITTEN);
    assertThat(done(branch.whatTheOtherGot())).isEqualTo(Protection.WRITTEN);

    assertThat(branch.approvals()).isEqualTo(3);
  }

  /** It may wait for minutes, and somebody may have raised the protection meanwhile. */
  @Test
  void mergesAnewWhatHasWaitedForItsTurn() {
    github
        .then(404, UNPROTECTED)
        .then(200, "{\"enforce_admins\":{\"enabled\":true},\"lock_branch\":{\"enabled\":true}}")
        .then(200, reviews(2));

    assertThat(done(protectLate(2))).isEqualTo(Protection.WRITTEN);

    JsonNode written = Json.read(github.last().body().orElseThrow()).orElseThrow();
    assertThat(written.path("enforce_admins").asBoolean()).isTrue();
    assertThat(written.path("lock_branch").asBoolean()).isTrue();
    assertThat(ProtectionMerge.approvals(written)).isEqualTo(2);
    assertThat(github.calls())
        .extracting(call -> call.substring(0, 3))
        .containsExactly("GET", "GET", "PUT");
  }

  @Test
  void writesNothingWhenItIsSatisfiedBeforeItsTurn() {
    github.then(404, UNPROTECTED).then(200, reviews(3));
    assertThat(done(protectLate(2))).isEqualTo(Protection.ALREADY_SATISFIED);
    assertThat(github.sent()).hasSize(2);
  }

  @Test
  void writesNothingWhenItsTurnFindsWhatItCannotKeepOrRead() {
    github
        .then(404, UNPROTECTED)
        .then(200, "{\"required_deployments\":{\"environments\":[\"prod\"]},\"url\":\"u\"}")
        .then(404, UNPROTECTED)
        .then(502, "");
    assertThat(problem(protectLate(1))).isEqualTo(Problem.CONFLICT);
    assertThat(problem(protectLate(1))).isEqualTo(Problem.UNAVAILABLE);
    assertThat(github.sent()).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"message\":\"ok\"}"})
  void takesNoObjectForAProtectionThatHasNoPartOfOne(String body) {
    github.then(200, body);
    assertThat(failure(protect(1))).isInstanceOf(Failure.LostReply.class);
    assertThat(github.sent()).hasSize(1);
  }

  @Test
  void writesNothingThatWouldLoseAPartOfTheProtection() {
    github.then(200, "{\"required_deployments\":{\"environments\":[\"prod\"]}}");
    Failure failure = failure(protect(1));
    assertThat(failure.error().problem()).isEqualTo(Problem.CONFLICT);
    assertThat(failure.error().detail()).contains("nothing was written", "required_deployments");
    assertThat(github.sent()).hasSize(1);
  }

  @Test
  void waitsForNoBranchThatAPageSaysIsMissing() {
    github.then(404, "<html>no such page</html>");
    assertThat(problem(protect(1))).isEqualTo(Problem.UNEXPECTED_RESPONSE);
  }

  @Test
  void saysThatThePlanRefuses() {
    github.then(403, ErrorBodyTest.PLAN_REFUSES_PROTECTION);
    assertThat(problem(protect(1))).isEqualTo(Problem.PLAN_UNSUPPORTED);
    github.then(404, UNPROTECTED).then(403, ErrorBodyTest.PLAN_REFUSES_PROTECTION);
    assertThat(problem(protect(1))).isEqualTo(Problem.PLAN_UNSUPPORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "OK", "<html>", "[]", "null", "{"})
  void takesNoSuccessThatCannotBeRead(String body) {
    github.then(200, body).then(404, UNPROTECTED).then(200, body);
    assertThat(failure(protect(1))).isInstanceOf(Failure.LostReply.class);
    assertThat(failure(protect(1))).isInstanceOf(Failure.LostReply.class);
  }

  @Test
  void saysWhatElseWentWrong() {
    github.then(401, "").then(404, UNPROTECTED).then(new Faulted(Fault.TIMED_OUT));
    assertThat(problem(protect(1))).isEqualTo(Problem.CREDENTIALS_REJECTED);
    assertThat(problem(protect(1))).isEqualTo(Problem.TIMEOUT);
  }

  private static String reviews(int approvals) {
    return "{\"required_pull_request_reviews\":{\"required_approving_review_count\":"
        + approvals
        + "}}";
  }

  private StepResult<Protection> protect(int approvals) {
    return protect("platform/appenv-7", approvals, github);
  }

  private StepResult<Protection> protectLate(int approvals) {
    return protect("platform/appenv-7", approvals, new LateExchange(github));
  }

  private StepResult<Protection> protect(String repository, int approvals, Exchange exchange) {
    String[] parts = repository.split("/", 2);
    var wanted =
        new ApplyBranchProtection(
            new EnvironmentId("7"),
            new RepositoryRef(new RepositoryOwner(parts[0]), new RepositoryName(parts[1])),
            new BranchName("release/1"),
            approvals);
    return protections.protect(
        wanted,
        new Session(
            exchange::send,
            new GitHubLogin(Secret.of("ghp_one"), new Principal.TokenHolder()),
            Sender.NOBODY));
  }
}
