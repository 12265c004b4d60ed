package dev.executionworkers.limits;

import dev.executionworkers.adapter.out.delegated.DelegatedEndpoints;
import dev.executionworkers.adapter.out.exchange.AccountUsage;
import dev.executionworkers.adapter.out.exchange.Breaker;
import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.PacedExchange;
import dev.executionworkers.adapter.out.exchange.PeerPace;
import dev.executionworkers.adapter.out.github.GitHubCodeHost;
import dev.executionworkers.adapter.out.github.GitHubCredentials;
import dev.executionworkers.adapter.out.github.GitHubLimitSigns;
import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.application.pipeline.Pipeline;
import dev.executionworkers.application.pipeline.Ports;
import dev.executionworkers.application.pipeline.TimeOrderedIds;
import dev.executionworkers.application.pipeline.VirtualTime;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.Pace.Quota;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

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

  /** A repository that somebody got, and how long after the start. */
  record Made(RepositoryRef repository, Duration after) {}

  Rush() {
    github.token("token", "bot");
    github.limits().publish();
    PeerPace pace =
        new PeerPace(Peer.GIT_PROVIDER, "git-provider", PACE, Duration.ofSeconds(12), 49, 595);
    AccountUsage usage = new AccountUsage(new InMemoryPeerLimits(time::now), pace, time::now);
    Exchange guarded =
        new Breaker(
            new PacedExchange(wire, pace, usage, new GitHubLimitSigns(), time),
            Optional.of(GitHubCodeHost.probe(API)),
            time::now);
    DelegatedEndpoints none = new DelegatedEndpoints(Map.of());
    OperationCatalog operations =
        new OperationCatalog(
            new GitHubCodeHost(
                guarded, API, GitHubCredentials.ofToken(() -> Optional.of(Secret.of("token")))),
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
    github.organisation(owner).admin(owner, "bot");
    for (int asker = 0; asker < askers; asker++) {
      int first = asker;
      callers.add(
          time.async(() -> {
            for (int number = first; number < repositories; number += askers) {
              made.add(get(owner, number));
            }
            return true;
          }));
    }
    return this;
  }

  /** Waits until everybody has what he wants; in pieces, each short whatever the machine. */
  Report report() {
    while (!callers.stream().allMatch(CompletableFuture::isDone)) {
      time.call(() -> {
        time.pass(Duration.ofSeconds(30));
        return true;
      });
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

  /**
   * What came of it.
   *
   * @param made the repositories in the order in which somebody got them
   * @param creations how many repositories GitHub has made
   * @param repositories how many there are
   */
  record Report(
      List<Made> made,
      int creations,
      int repositories,
      int writes,
      int requests,
      int writesSideBySide,
      List<String> violations) {

    /**
     * How much of what GitHub allows was used, from 0 to 1, while more was wanted than it allows:
     * until nine of ten had what they wanted. The last ones are late because they ask seldom.
     */
    double use() {
      int most = made.size() * 9 / 10;
      Duration ideal = PACE.untilNext(List.of(), Instant.EPOCH, most - 1);
      return (double) ideal.toMillis() / made.get(most - 1).after().toMillis();
    }

    Duration after(String owner) {
      return made.stream()
          .filter(each -> each.repository().owner().value().equals(owner))
          .map(Made::after)
          .max(Duration::compareTo)
          .orElseThrow();
    }
  }

  /** What one caller is told who asks once. */
  Answer askOnce(String owner, int number) {
    return time.call(() -> ask(repository(owner, number)));
  }

  Instant now() {
    return time.now();
  }

  private static RepositoryRef repository(String owner, int number) {
    return new RepositoryRef(
        new RepositoryOwner(owner), new RepositoryName("repository-" + number));
  }

  private Answer ask(RepositoryRef wanted) {
    CreateRepository command = new CreateRepository(wanted, true, Optional.empty(), true);
    return pipeline.execute(new Envelope(command, Optional.empty(), time.now().plus(DEADLINE)));
  }

  private Made get(String owner, int number) {
    RepositoryRef wanted = repository(owner, number);
    for (int attempt = 0; ; attempt++) {
      if (ask(wanted) instanceof Answer.Succeeded) {
        return new Made(wanted, Duration.between(start, time.now()));
      }
      time.pass(PAUSES.get(attempt % PAUSES.size()));
    }
  }

  @Override
  public void close() {
    github.close();
  }
}
