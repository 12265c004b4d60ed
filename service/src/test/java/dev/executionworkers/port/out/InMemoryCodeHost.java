package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.outcome.Visibility;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A code host that keeps everything in memory, and never fails on its own account. Thread-safe. */
public final class InMemoryCodeHost implements CodeHost {
  private static final String DEFAULT_BRANCH = "main";

  private final Set<String> owners = new HashSet<>();
  private final Map<String, Kept> repositories = new HashMap<>();
  private int creations;
  private int protectionWrites;

  /** One in which {@code owners} may have repositories. */
  public InMemoryCodeHost(String... owners) {
    for (String owner : owners) {
      this.owners.add(key(new RepositoryOwner(owner).value()));
    }
  }

  @Override
  public synchronized StepResult<Optional<Repository>> find(RepositoryRef ref, Attempt attempt) {
    return StepResult.done(Optional.ofNullable(repositories.get(key(ref))).map(Kept::repository));
  }

  @Override
  public synchronized StepResult<Creation> create(CreateRepository wanted, Attempt attempt) {
    RepositoryRef ref = wanted.repository();
    if (!owners.contains(key(ref.owner().value()))) {
      return StepResult.failed(new Failure.Refused(notFound(ref.owner() + " is nobody")));
    }
    if (repositories.containsKey(key(ref))) {
      return StepResult.done(new Creation.NameTaken());
    }
    creations++;
    Kept made = new Kept(describe(wanted), new HashMap<>());
    if (wanted.autoInit()) {
      made.approvals.put(DEFAULT_BRANCH, 0);
    }
    repositories.put(key(ref), made);
    return StepResult.done(new Creation.Made(made.repository));
  }

  @Override
  public synchronized StepResult<Protection> protect(
      ApplyBranchProtection wanted, Attempt attempt) {
    Optional<Map<String, Integer>> branches =
        Optional.ofNullable(repositories.get(key(wanted.repository()))).map(Kept::approvals);
    String branch = wanted.branch().value();
    if (branches.isEmpty() || !branches.get().containsKey(branch)) {
      return StepResult.failed(new Failure.NotYet(notFound(branch + " is not there")));
    }
    if (branches.get().get(branch) >= wanted.requiredApprovals()) {
      return StepResult.done(Protection.ALREADY_SATISFIED);
    }
    protectionWrites++;
    branches.get().put(branch, wanted.requiredApprovals());
    return StepResult.done(Protection.WRITTEN);
  }

  /** How many repositories were made. */
  public synchronized int creations() {
    return creations;
  }

  /** How often a protection was written. */
  public synchronized int protectionWrites() {
    return protectionWrites;
  }

  /**
   * The approvals that a branch demands, 0 when it is not protected; empty when it is not there.
   */
  public synchronized Optional<Integer> approvals(RepositoryRef ref, String branch) {
    return Optional.ofNullable(repositories.get(key(ref)))
        .flatMap(kept -> Optional.ofNullable(kept.approvals.get(branch)));
  }

  private Repository describe(CreateRepository wanted) {
    String fullName = wanted.repository().fullName();
    return new Repository(
        creations,
        wanted.repository().name().value(),
        fullName,
        Visibility.of(wanted.isPrivate()),
        URI.create("https://code.example/" + fullName),
        URI.create("https://code.example/" + fullName + ".git"),
        "git@code.example:" + fullName + ".git",
        DEFAULT_BRANCH);
  }

  private static DomainError notFound(String detail) {
    return new DomainError(Peer.GIT_PROVIDER, Problem.NOT_FOUND, 404, detail);
  }

  private static String key(RepositoryRef ref) {
    return key(ref.fullName());
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** A repository and the approvals that each of its branches demands. */
  private record Kept(Repository repository, Map<String, Integer> approvals) {}
}
