package dev.executionworkers.domain.command;

import java.util.List;

/**
 * One thing the service is asked to do. The records validate themselves: a command that exists can
 * be sent. Defaults are already in it, so two requests that mean the same are equal.
 */
public sealed interface Command
    permits CreateRepository,
        ApplyBranchProtection,
        ProvisionSecrets,
        CreateSecretBindings,
        VerifyGitOpsReconciliation,
        UpdateSecretBindings {

  /** Which of the six operations this is. */
  OperationName operation();

  /** What it is about, for logs, events and the ledger: {@code owner/name}, an environment, … */
  String subject();

  /** Every field that makes this command what it is, in a fixed order and in canonical text. */
  List<String> canonicalFields();
}
