package dev.executionworkers.adapter.in.wire;

import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.RepositoryOwner;

/**
 * What a request for branch protection means where it says nothing.
 *
 * @param repositoryPrefix what comes before the environment's id in its repository's name
 * @param requiredApprovals approvals a pull request needs, in the range of the command
 */
public record ProtectionDefaults(
    RepositoryOwner owner, String repositoryPrefix, BranchName branch, int requiredApprovals) {}
