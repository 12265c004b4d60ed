package dev.executionworkers.domain.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {

  @ParameterizedTest
  @CsvSource({
    "GIT_PROVIDER, git-provider, git",
    "HARBOR, harbor, registry",
    "APPENV_SECRETS, appenv-secrets, appenv_secrets",
    "APPENV_SECRET_BINDINGS, appenv-secret-bindings, appenv_secret_bindings",
    "APPENV_GITOPS, appenv-gitops, appenv_gitops",
    "SECRET_BINDINGS, secret-bindings, secret_bindings"
  })
  void namesEveryPeerAsDocumented(Peer peer, String target, String subject) {
    assertThat(peer.target()).isEqualTo(target);
    assertThat(peer.subject()).isEqualTo(subject);
  }

  @ParameterizedTest
  @CsvSource({
    "REJECTED, rejected, false",
    "NOT_FOUND, not_found, false",
    "CONFLICT, conflict, false",
    "PLAN_UNSUPPORTED, plan_unsupported, false",
    "CREDENTIALS_REJECTED, credentials_rejected, true",
    "PERMISSION_DENIED, permission_denied, true",
    "RATE_LIMITED, rate_limited, true",
    "UNAVAILABLE, unavailable, true",
    "TIMEOUT, timeout, true",
    "UNEXPECTED_RESPONSE, unexpected_response, true",
    "NOT_CONFIGURED, not_configured, true"
  })
  void saysOfEveryProblemWhetherAskingAgainMayHelp(Problem problem, String code, boolean again) {
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.retryable()).isEqualTo(again);
  }

  @Test
  void aCodeIsTheSubjectAndTheProblem() {
    assertThat(new DomainError(Peer.HARBOR, Problem.PERMISSION_DENIED, 403, "").code())
        .isEqualTo("registry_permission_denied");
    assertThat(new DomainError(Peer.APPENV_SECRET_BINDINGS, Problem.TIMEOUT, 0, "").code())
        .isEqualTo("appenv_secret_bindings_timeout");
  }
}
