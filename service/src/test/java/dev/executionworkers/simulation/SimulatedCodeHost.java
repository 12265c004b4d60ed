package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.outcome.Visibility;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.CodeHost;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A code host where a repository becomes visible some seconds after it was made. */
final class SimulatedCodeHost implements CodeHost {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_LAG = Duration.ofSeconds(3);

  private record Hosted(Repository repository, Instant visible) {}

  private final DeterministicTime time;
  private final Wire wire;
  private final Weather weather;
  private final Tally tally;
  private final Map<String, Hosted> repositories = new HashMap<>();
  private final Map<String, Integer> approvals = new HashMap<>();

  SimulatedCodeHost(DeterministicTime time, Wire wire, Weather weather, Tally tally) {
    this.time = time;
    this.wire = wire;
    this.weather = weather;
    this.tally = tally;
  }

  /** Whether the repository is there, visible or not, as wanted. */
  boolean has(CreateRepository wanted) {
    return Optional.ofNullable(repositories.get(wanted.repository().fullName()))
        .filter(hosted -> hosted.repository().isPrivate() == wanted.isPrivate())
        .isPresent();
  }

  /** How many approvals the branch asks for. */
  int approvals(ApplyBranchProtection wanted) {
    return approvals.getOrDefault(branch(wanted), 0);
  }

  @Override
  public StepResult<Optional<Repository>> find(RepositoryRef repository, Attempt attempt) {
    return wire.call(
        Peer.GIT_PROVIDER,
        attempt,
        TIMEOUT,
        () -> StepResult.done(visible(repository).map(Hosted::repository)));
  }

  @Override
  public StepResult<Creation> create(CreateRepository wanted, Attempt attempt) {
    return wire.call(Peer.GIT_PROVIDER, attempt, TIMEOUT, () -> make(wanted));
  }

  private StepResult<Creation> make(CreateRepository wanted) {
    String name = wanted.repository().fullName();
    if (repositories.containsKey(name)) {
      return StepResult.done(new Creation.NameTaken());
    }
    Repository made =
        new Repository(
            repositories.size() + 1L,
            wanted.repository().name().value(),
            name,
            Visibility.of(wanted.isPrivate()),
            URI.create("https://git.example/" + name),
            URI.create("https://git.example/" + name + ".git"),
            "git@git.example:" + name + ".git",
            "main");
    repositories.put(name, new Hosted(made, time.worldNow().plus(weather.upTo(LONGEST_LAG))));
    tally.count("effect: repository made");
    tally.trace(() -> name + " is made");
    return StepResult.done(new Creation.Made(made));
  }

  @Override
  public StepResult<Protection> protect(ApplyBranchProtection wanted, Attempt attempt) {
    return wire.call(
        Peer.GIT_PROVIDER,
        attempt,
        TIMEOUT,
        () ->
            visible(wanted.repository()).isPresent()
                ? StepResult.done(merge(wanted))
                : StepResult.failed(new Failure.NotYet(notFound())));
  }

  private Protection merge(ApplyBranchProtection wanted) {
    int before = approvals(wanted);
    if (before >= wanted.requiredApprovals()) {
      return Protection.ALREADY_SATISFIED;
    }
    approvals.put(branch(wanted), wanted.requiredApprovals());
    tally.count("effect: branch protected");
    return Protection.WRITTEN;
  }

  private Optional<Hosted> visible(RepositoryRef repository) {
    return Optional.ofNullable(repositories.get(repository.fullName()))
        .filter(hosted -> !time.worldNow().isBefore(hosted.visible()));
  }

  private static String branch(ApplyBranchProtection wanted) {
    return wanted.repository().fullName() + "#" + wanted.branch().value();
  }

  private static DomainError notFound() {
    return new DomainError(Peer.GIT_PROVIDER, Problem.NOT_FOUND, 404, "Branch not found");
  }
}
