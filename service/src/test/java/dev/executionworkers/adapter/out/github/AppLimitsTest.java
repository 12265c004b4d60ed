package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.port.out.StepResults.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.PacedAccounts;
import dev.executionworkers.adapter.out.exchange.PeerPace;
import dev.executionworkers.adapter.out.exchange.TimedStandby;
import dev.executionworkers.application.pipeline.VirtualTime;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.Pace.Quota;
import dev.executionworkers.port.out.InMemoryPeerLimits;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The App's own calls keep GitHub's limits, as an account of their own. */
class AppLimitsTest {
  private static final URI API = URI.create("https://api.github.com");
  private static final Secret PEM = Secret.of(AppKeys.pkcs1(AppKeys.KEY));
  private static final Duration LATENCY = Duration.ofMillis(300);
  private static final int AT_A_TIME = 2;
  private static final Pace PACE =
      new Pace(Duration.ofSeconds(1), List.of(new Quota(5, Duration.ofMinutes(1))));
  private static final PeerPace PEER_PACE =
      new PeerPace(Peer.GIT_PROVIDER, "git", PACE, Duration.ofSeconds(14), AT_A_TIME, 200);

  private final VirtualTime time = new VirtualTime();
  private final Instant start = time.now();
  private final InMemoryPeerLimits limits = new InMemoryPeerLimits(time::now);
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();
  private Optional<Map<String, List<String>>> limited = Optional.empty();
  private AppCredentials app = process();

  private AppCredentials process() {
    Exchange github =
        new Exchange() {
          @Override
          public Exchanged send(OutboundRequest request) {
            return arrive(request.uri().getPath());
          }

          @Override
          public Optional<Faulted> connect() {
            throw new AssertionError("GitHub is never only connected to");
          }
        };
    return new AppCredentials(
        new PacedAccounts(github, PEER_PACE, limits, new GitHubLimitSigns(), time),
        API,
        new AppIdentity("77", () -> PEM, Optional.empty()),
        time::now,
        () -> new TimedStandby(time));
  }

  private Answered arrive(String path) {
    calls.add(path);
    mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    time.pass(LATENCY);
    underWay.decrementAndGet();
    if (!path.endsWith("/access_tokens")) {
      return new Answered(200, Map.of(), "{\"id\":7}", time.now());
    }
    return limited
        .map(headers ->
            new Answered(
                403,
                headers,
                "{\"message\":\"You have exceeded a secondary rate limit\"}",
                time.now()))
        .orElseGet(() ->
            new Answered(
                201,
                Map.of(),
                "{\"token\":\"ghs_x\",\"expires_at\":\"%s\"}"
                    .formatted(time.now().plus(Duration.ofHours(1))),
                time.now()));
  }

  private StepResult<GitHubLogin> login(String owner) {
    return time.call(() -> app.login(new RepositoryOwner(owner)));
  }

  private void passUntil(Instant then) {
    time.call(() -> {
      time.pass(Duration.between(time.now(), then));
      return true;
    });
  }

  private static void assertLimited(StepResult<GitHubLogin> result, Instant until) {
    Failure failure = failure(result);
    assertThat(failure).isInstanceOf(Failure.Throttled.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.RATE_LIMITED);
    assertThat(failure.retryAt()).contains(until);
  }

  @Test
  void aLimitThatOneOwnersTokenHasHitHoldsForAllOwnersAndTheNextProcess() {
    limited = Optional.of(Map.of("retry-after", List.of("300")));
    Instant until = start.plus(LATENCY.multipliedBy(2)).plusSeconds(300);
    assertLimited(login("one"), until);

    assertLimited(login("two"), until);
    app = process();
    assertLimited(login("one"), until);
    assertThat(calls)
        .containsExactly("/users/one/installation", "/app/installations/7/access_tokens");

    limited = Optional.empty();
    passUntil(until);
    assertThat(login("two")).isInstanceOf(StepResult.Done.class);
  }

  @Test
  void aLimitOfWhichNothingIsToldHoldsForAMinuteAndThenForTwo() {
    limited = Optional.of(Map.of());
    Instant first = start.plus(LATENCY.multipliedBy(2)).plusSeconds(60);
    assertLimited(login("one"), first);

    passUntil(first);
    assertLimited(login("two"), first.plus(LATENCY.multipliedBy(2)).plusSeconds(120));
  }

  @Test
  void noMoreAreUnderWayThanReadsMayBeAndNoneTakesATurnToWrite() {
    List<CompletableFuture<StepResult<GitHubLogin>>> logins =
        IntStream.range(0, 20)
            .mapToObj(i -> time.async(() -> app.login(new RepositoryOwner("owner-" + i))))
            .toList();

    assertThat(logins.stream().map(time::get)).allMatch(StepResult.Done.class::isInstance);
    assertThat(mostUnderWay).hasValue(AT_A_TIME);
    assertThat(limits.usage("git/app", PACE.memory()).writes()).isEmpty();
    assertThat(time.now()).isEqualTo(start.plus(LATENCY.multipliedBy(20)));
  }

  @Test
  void whatAnInstallationHasHitKeepsNoToken() {
    limits.block("git/installation-7", Optional.of(Duration.ofMinutes(5)));

    assertThat(login("one")).isInstanceOf(StepResult.Done.class);
  }
}
