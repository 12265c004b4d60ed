package dev.executionworkers.domain.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationNameTest {

  /** The table of the wire contract: dashboards, alerts and traces know these names. */
  @ParameterizedTest
  @CsvSource({
    "CREATE_REPOSITORY, github.CreateRepository, github_repo_created",
    "APPLY_BRANCH_PROTECTION, appenv.ApplyBranchProtection, appenv_branch_protection_applied",
    "PROVISION_SECRETS, appenv.ProvisionSecrets, appenv_secrets_provisioned",
    "CREATE_SECRET_BINDINGS, appenv.CreateSecretBindings, appenv_secret_bindings_created",
    "VERIFY_GITOPS_RECONCILIATION, appenv.VerifyGitOpsReconciliation, appenv_gitops_verified",
    "UPDATE_SECRET_BINDINGS, secrets.UpdateBindingsForSecret, secret_bindings_update_accepted"
  })
  void namesItsSpanAndItsEventAsDocumented(OperationName name, String label, String event) {
    assertThat(name.label()).isEqualTo(label);
    assertThat(name.spanName()).isEqualTo("execution-workers." + label);
    assertThat(name.event()).isEqualTo(event);
  }
}
