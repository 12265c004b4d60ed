package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.CodeHost;

/**
 * Reads the branch's protection, merges what is wanted into it, and writes it if that changes it.
 */
final class ApplyBranchProtectionOperation implements Operation<ApplyBranchProtection> {
  private static final Step<Confirmed> PROTECT =
      Step.repeated("protect-branch", Repeatability.REPEATABLE);

  private final CodeHost codeHost;

  ApplyBranchProtectionOperation(CodeHost codeHost) {
    this.codeHost = codeHost;
  }

  @Override
  public Outcome run(ApplyBranchProtection command, Steps steps) {
    return Outcome.of(
        steps.run(
            PROTECT, attempt -> codeHost.protect(command, attempt).map(_ -> new Confirmed())));
  }

  @Override
  public Peer peer() {
    return Peer.GIT_PROVIDER;
  }

  @Override
  public ReplayPolicy replay() {
    return ReplayPolicy.RUN_AGAIN;
  }
}
