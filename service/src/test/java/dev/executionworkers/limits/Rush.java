package dev.executionworkers.limits;

import dev.executionworkers.adapter.out.delegated.DelegatedEndpoints;
import dev.executionworkers.adapter.out.exchange.Breaker;
import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.PacedAccounts;
import dev.executionworkers.adapter.out.exchange.PeerPace;
import dev.executionworkers.adapter.out.github.GitHubCodeHost;
import dev.executionworkers.adapter.out.github.GitHubLimitSigns;
import dev.executionworkers.adapter.out.github.GitHubLogin;
import dev.executionworkers.adapter.out.github.GitHubLogin.Principal;
import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.application.pipeline.Pipeline;
import dev.executionworkers.application.pipeline.Ports;
import dev.executionworkers.application.pipeline.TimeOrderedIds;
import dev.executionworkers.application.pipeline.VirtualTime;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.Pace.Quota;
import dev.executionworkers.limits.Report.Made;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.out.InMemoryPeerLimits;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.simulators.github.GitHubSimulator;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Callers who want repositories, all at once, and ask again as the workflow engine does until they
 * have them. Everything but them and the way to GitHub is the service's own.
 */
final class Rush implements AutoCloseable {
  private static final URI API = URI.create("http://127.0.0.1:1");
  private static final Duration DEADLINE = Duration.ofSeconds(12);

  /** The engine's pauses between its five attempts, and until somebody has it try again. */
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(40),
          Duration.ofSeconds(50));

  /** What GitHub publishes. */
  static final Pace PACE =
      new Pace(
          Duration.ofSeconds(1),
          List.of(new Quota(80, Duration.ofMinutes(1)), new Quota(500, Duration.ofHours(1))));

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final GitHubSimulator github = GitHubSimulator.start(0, time::now).user("bot");
  private final VirtualGitHub wire = new VirtualGitHub(time, github);
  private final Pipeline pipeline;
  private final List<CompletableFuture<Boolean>> callers = new ArrayList<>();
  private final List<Made> made = new CopyOnWriteArrayList<>();
  private final Set<String> organisations = new HashSet<>();

  /** All as one user, by his token. */
  Rush() {
    this(_ -> new GitHubLogin(Secret.of("token"), new Principal.TokenHolder()));
    github.token("token", "bot");
  }

  /** As a GitHub App that is installed in each organisation. */
  static Rush ofApp() {
    return new Rush(owner ->
        new GitHubLogin(Secret.of(installed(owner)), new Principal.Installation(owner.hashCode())));
  }

  private Rush(Function<String, GitHubLogin> logins) {
    github.limits().publish();
    PeerPace pace =
        new PeerPace(Peer.GIT_PROVIDER, "git-provider", PACE, Duration.ofSeconds(12), 49, 595);
    Exchange guarded =
        new Breaker(
            new PacedAccounts(
                wire, pace, new InMemoryPeerLimits(time::now), new GitHubLimitSigns(), time),
            Optional.of(GitHubCodeHost.probe(API)),
            time::now);
    DelegatedEndpoints none = new DelegatedEndpoints(Map.of());
    OperationCatalog operations =
        new OperationCatalog(
            new GitHubCodeHost(guarded, API, owner -> StepResult.done(logins.apply(owner.value()))),
            none,
            new Registry.Absent(),
            none,
            Duration.ofMinutes(3),
            Duration.ofMinutes(15));
    pipeline =
        new Pipeline(
            operations,
            new Ports(
                new InMemoryJournal(),
                _ -> {},
                new SilentTelemetry(),
                new Random(1),
                Duration.ofSeconds(55)),
            time,
            new TimeOrderedIds(time::now, new Random(2)));
  }

  /** So many callers want a repository each of that owner. */
  Rush want(String owner, int repositories) {
    return want(owner, repositories, repositories);
  }

  /** So many callers want so many repositories of that owner, one after the other. */
  Rush want(String owner, int repositories, int askers) {
    organisation(owner);
    for (int asker = 0; asker < askers; asker++) {
      int first = asker;
      callers.add(
          time.async(() -> {
            for (int number = first; number < repositories; number += askers) {
              made.add(get(owner, creation(owner, number)));
            }
            return true;
          }));
    }
    return this;
  }

  /** So many callers want the branch of a repository protected that is there already. */
  Rush wantProtected(String owner, int branches) {
    organisation(owner);
    for (int number = 0; number < branches; number++) {
      RepositoryRef there = repository(owner, "there-" + number);
      github.repository(owner, there.name().value(), as -> as.branch("main"));
      Command wanted = protection(there, number);
      callers.add(time.async(() -> made.add(get(owner, wanted))));
    }
    return this;
  }

  private void organisation(String name) {
    if (organisations.add(name)) {
      github.organisation(name).admin(name, "bot").installationToken(installed(name), name, true);
    }
  }

  private static String installed(String owner) {
    return "token-of-" + owner;
  }

  /** Waits until everybody has what he wants; in pieces, each short whatever the machine. */
  Report report() {
    while (!callers.stream().allMatch(CompletableFuture::isDone)) {
      pass(Duration.ofSeconds(30));
    }
    return new Report(
        made.stream().sorted(Comparator.comparing(Made::after)).toList(),
        github.creations(),
        github.repositories().size(),
        wire.writes(),
        wire.requests(),
        wire.sideBySide(),
        github.limits().violations());
  }

  /** Lets some time pass. */
  void pass(Duration some) {
    time.call(() -> {
      time.pass(some);
      return true;
    });
  }

  /** What one caller is told who asks once. */
  Answer askOnce(String owner, int number) {
    return time.call(() -> ask(creation(owner, number)));
  }

  Instant now() {
    return time.now();
  }

  private static CreateRepository creation(String owner, int number) {
    return new CreateRepository(
        repository(owner, "repository-" + number), true, Optional.empty(), true);
  }

  private static ApplyBranchProtection protection(RepositoryRef there, int number) {
    return new ApplyBranchProtection(
        new EnvironmentId(Integer.toString(number)), there, new BranchName("main"), 1);
  }

  private static RepositoryRef repository(String owner, String name) {
    return new RepositoryRef(new RepositoryOwner(owner), new RepositoryName(name));
  }

  private Answer ask(Command wanted) {
    return pipeline.execute(new Envelope(wanted, Optional.empty(), time.now().plus(DEADLINE)));
  }

  private Made get(String owner, Command wanted) {
    Duration asked = sinceStart();
    for (int attempt = 0; ; attempt++) {
      if (ask(wanted) instanceof Answer.Succeeded) {
        return new Made(owner, wanted, asked, sinceStart());
      }
      time.pass(PAUSES.get(attempt % PAUSES.size()));
    }
  }

  private Duration sinceStart() {
    return Duration.between(start, time.now());
  }

  @Override
  public void close() {
    github.close();
  }
}
