package dev.executionworkers.simulators.github;

import dev.executionworkers.simulators.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A repository as it is to be found by the first request. Public and without a branch at first. */
public final class RepositorySetup {

  private final Repository repository;

  RepositorySetup(Repository repository) {
    this.repository = repository;
  }

  public RepositorySetup isPrivate() {
    repository.isPrivate = true;
    return this;
  }

  public RepositorySetup description(String description) {
    repository.description = description;
    return this;
  }

  /** Adds a branch. */
  public RepositorySetup branch(String branch) {
    repository.branches.putIfAbsent(branch, new TreeMap<>());
    return this;
  }

  /** What answers call the default branch; whether it exists is another matter. */
  public RepositorySetup defaultBranch(String branch) {
    repository.defaultBranch = branch;
    return this;
  }

  /** Gives a user access beside what membership gives. */
  public RepositorySetup collaborator(String login, Access access) {
    repository.collaborators.put(GitHubState.key(login), access);
    return this;
  }

  /**
   * Protects a branch, which is added if it is not there.
   *
   * @param putBody a body of the API's {@code PUT}
   * @throws IllegalArgumentException when the API would refuse it
   */
  public RepositorySetup protection(String branch, String putBody) {
    branch(branch);
    try {
      Protection protection =
          new ProtectionParser(repository.owner.isOrganisation())
              .parse(Json.read(putBody.getBytes(StandardCharsets.UTF_8)).orElseThrow());
      repository.protections.put(branch, protection);
    } catch (Refused refused) {
      throw new IllegalArgumentException(refused.reply().text(), refused);
    }
    return this;
  }

  /** Requires signed commits on a protected branch. */
  public RepositorySetup signedCommits(String branch) {
    repository.signedBranches.add(branch);
    return this;
  }

  /** The next so many requests of that kind find it not visible yet. */
  public RepositorySetup lag(Lag kind, int requests) {
    repository.lag(Map.of(kind, requests));
    return this;
  }
}
