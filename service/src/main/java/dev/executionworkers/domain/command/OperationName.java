package dev.executionworkers.domain.command;

/**
 * The six operations. Every other name of an operation (its span, its domain event, its label on
 * metrics, its activity) derives from here.
 */
public enum OperationName {
  CREATE_REPOSITORY("github", "CreateRepository", "github_repo_created"),
  APPLY_BRANCH_PROTECTION("appenv", "ApplyBranchProtection", "appenv_branch_protection_applied"),
  PROVISION_SECRETS("appenv", "ProvisionSecrets", "appenv_secrets_provisioned"),
  CREATE_SECRET_BINDINGS("appenv", "CreateSecretBindings", "appenv_secret_bindings_created"),
  VERIFY_GITOPS_RECONCILIATION("appenv", "VerifyGitOpsReconciliation", "appenv_gitops_verified"),
  UPDATE_SECRET_BINDINGS("secrets", "UpdateBindingsForSecret", "secret_bindings_update_accepted");

  private static final String SPAN_PREFIX = "execution-workers.";

  private final String action;
  private final String event;
  private final String label;

  OperationName(String group, String action, String event) {
    this.action = action;
    this.event = event;
    this.label = group + "." + action;
  }

  /** {@code group.Action}: the operation in logs, in the journal and as a metric's label. */
  public String label() {
    return label;
  }

  /** The name of the operation's span. */
  public String spanName() {
    return SPAN_PREFIX + label();
  }

  /** The name of the activity, which is that of its command. */
  public String activity() {
    return this == UPDATE_SECRET_BINDINGS ? "UpdateSecretBindings" : action;
  }

  /** The name of the domain event that tells of its outcome. */
  public String event() {
    return event;
  }
}
