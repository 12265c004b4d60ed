package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.EnvironmentProvider;

/** Asks whether the environment is reconciled; an answer of yesterday says nothing about today. */
final class VerifyGitOpsReconciliationOperation implements Operation<VerifyGitOpsReconciliation> {
  private static final Step<Confirmed> VERIFY = Step.repeated("verify-gitops", Repeatability.READ);

  private final EnvironmentProvider provider;

  VerifyGitOpsReconciliationOperation(EnvironmentProvider provider) {
    this.provider = provider;
  }

  @Override
  public Outcome run(VerifyGitOpsReconciliation command, Steps steps) {
    return Outcome.of(steps.run(VERIFY, attempt -> provider.verifyGitOps(command, attempt)));
  }

  @Override
  public Peer peer() {
    return Peer.APPENV_GITOPS;
  }

  @Override
  public ReplayPolicy replay() {
    return ReplayPolicy.RUN_AGAIN;
  }

  /**
   * Not even by key, which refuses another command all the same: it would be about another moment.
   */
  @Override
  public ReplayPolicy replayByCallersKey() {
    return ReplayPolicy.ONE_COMMAND;
  }
}
