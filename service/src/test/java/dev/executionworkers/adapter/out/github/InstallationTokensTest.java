package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InstallationTokensTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final int WAITERS = 50;

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final AtomicInteger renewals = new AtomicInteger();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicReference<Supplier<StepResult<InstallationToken>>> next =
      new AtomicReference<>(this::anotherHour);
  private final InstallationTokens tokens =
      new InstallationTokens(
          () -> {
            renewals.incrementAndGet();
            return next.get().get();
          },
          now::get);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void usesATokenUntilFiveMinutesBeforeItsEnd() {
    assertThat(text()).isEqualTo("token 1");
    pass(Duration.ofMinutes(55).minusSeconds(1));
    assertThat(text()).isEqualTo("token 1");
    pass(Duration.ofSeconds(1));
    assertThat(text()).isEqualTo("token 2");
    assertThat(renewals).hasValue(2);
  }

  @Test
  void renewsOneOfAShortLifeAfterThreeQuartersOfIt() {
    next.set(() -> StepResult.done(token(Duration.ofMinutes(4))));
    text();
    pass(Duration.ofMinutes(3).minusSeconds(1));
    assertThat(text()).isEqualTo("token 1");
    pass(Duration.ofSeconds(1));
    assertThat(text()).isEqualTo("token 2");
  }

  @Test
  void goesOnWithTheFormerOneWhileItCannotBeRenewed() {
    text();
    next.set(() -> StepResult.failed(unavailable()));
    pass(Duration.ofMinutes(57));
    assertThat(text()).isEqualTo("token 1");
    assertThat(text()).isEqualTo("token 1");
    assertThat(renewals).as("the failure stands for a second").hasValue(2);
    pass(Duration.ofSeconds(1));
    assertThat(text()).isEqualTo("token 1");
    assertThat(renewals).hasValue(3);
    pass(Duration.ofMinutes(2).plusSeconds(30));
    assertThat(failure(tokens.get())).isEqualTo(unavailable());
  }

  @Test
  void goesOnWithTheFormerOneWhileSomebodyElseRenewsIt() throws Exception {
    text();
    pass(Duration.ofMinutes(56));
    var asked = new CountDownLatch(1);
    var answer = new CompletableFuture<StepResult<InstallationToken>>();
    next.set(() -> {
      asked.countDown();
      return answer.join();
    });
    Future<String> leader = threads.submit(this::text);
    asked.await();
    assertThat(text()).isEqualTo("token 1");
    answer.complete(anotherHour());
    assertThat(leader.get()).isEqualTo("token 2");
    assertThat(text()).isEqualTo("token 2");
  }

  @Test
  void isRenewedOnceForAllWhoWait() throws Exception {
    List<Future<StepResult<InstallationToken>>> waiting = waitTogether(this::anotherHour);
    for (Future<StepResult<InstallationToken>> waiter : waiting) {
      assertThat(done(waiter.get()).token().reveal()).isEqualTo("token 1");
    }
    assertThat(renewals).hasValue(1);
  }

  @Test
  void tellsAllWhoWaitWhyThereIsNone() throws Exception {
    List<Future<StepResult<InstallationToken>>> waiting =
        waitTogether(() -> StepResult.failed(unavailable()));
    for (Future<StepResult<InstallationToken>> waiter : waiting) {
      assertThat(failure(waiter.get())).isEqualTo(unavailable());
    }
    assertThat(renewals).hasValue(1);
    next.set(this::anotherHour);
    pass(InstallationTokens.FAILURE_STANDS);
    assertThat(text()).isEqualTo("token 1");
  }

  @Test
  void leavesNobodyWaitingForABug() throws Exception {
    List<Future<StepResult<InstallationToken>>> waiting =
        waitTogether(() -> {
          throw new IllegalStateException("a bug");
        });
    for (Future<StepResult<InstallationToken>> waiter : waiting) {
      assertThatThrownBy(waiter::get).hasStackTraceContaining("a bug");
    }
    next.set(this::anotherHour);
    assertThat(text()).isEqualTo("token 1");
  }

  @Test
  void asksNobodyWhoSaidWhenToComeBack() {
    Instant until = START.plusSeconds(90);
    next.set(() -> StepResult.failed(new Failure.Throttled(unavailable().error(), until)));
    failure(tokens.get());
    now.set(until.minusMillis(1));
    assertThat(failure(tokens.get()).retryAt()).contains(until);
    assertThat(renewals).hasValue(1);
    now.set(until);
    next.set(this::anotherHour);
    assertThat(text()).isEqualTo("token 1");
  }

  @Test
  void asksItsOwnGuardsAnewWhoKnowSoonerWhenALimitIsOver() {
    DomainError guards =
        new DomainError(Peer.GIT_PROVIDER, Problem.RATE_LIMITED, DomainError.NO_STATUS, "later");
    next.set(() -> StepResult.failed(new Failure.Throttled(guards, START.plusSeconds(90))));
    failure(tokens.get());
    failure(tokens.get());
    assertThat(renewals).hasValue(1);
    pass(InstallationTokens.FAILURE_STANDS);
    next.set(this::anotherHour);
    assertThat(text()).isEqualTo("token 1");
  }

  @Test
  void triesAgainAtOnceWhenTheVeryNextAttemptMayDo() {
    next.set(() -> StepResult.failed(new Failure.NotYet(unavailable().error())));
    assertThat(failure(tokens.get())).isInstanceOf(Failure.NotYet.class);
    next.set(this::anotherHour);
    assertThat(text()).isEqualTo("token 1");
  }

  @Test
  void usesNoTokenAgainThatWasRejectedThoughItMustBeKnown() {
    Secret first = done(tokens.get()).token();
    pass(Duration.ofSeconds(5));
    tokens.rejected(first);
    assertThat(text()).isEqualTo("token 2");
    tokens.rejected(first);
    assertThat(text()).as("a late word about the former one").isEqualTo("token 2");
  }

  @Test
  void keepsATokenThatIsTooYoungToBeKnownEverywhere() {
    Secret first = done(tokens.get()).token();
    pass(Duration.ofSeconds(5).minusMillis(1));
    tokens.rejected(first);
    assertThat(text()).isEqualTo("token 1");
  }

  @Test
  void isIdleWithoutATokenAlone() {
    assertThat(tokens.isIdle()).isTrue();
    text();
    assertThat(tokens.isIdle()).isFalse();
  }

  /** Everybody asks while nobody has been answered; then {@code outcome} is. */
  private List<Future<StepResult<InstallationToken>>> waitTogether(
      Supplier<StepResult<InstallationToken>> outcome) throws InterruptedException {
    var leading = new CountDownLatch(1);
    var asking = new CountDownLatch(WAITERS);
    next.set(() -> {
      leading.countDown();
      await(asking);
      return outcome.get();
    });
    List<Future<StepResult<InstallationToken>>> waiting = new ArrayList<>();
    waiting.add(threads.submit(tokens::get));
    leading.await();
    for (int i = 0; i < WAITERS; i++) {
      waiting.add(
          threads.submit(() -> {
            asking.countDown();
            return tokens.get();
          }));
    }
    return waiting;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private StepResult<InstallationToken> anotherHour() {
    return StepResult.done(token(Duration.ofHours(1)));
  }

  private InstallationToken token(Duration lifetime) {
    return new InstallationToken(
        Secret.of("token " + made.incrementAndGet()), 7, now.get(), now.get().plus(lifetime));
  }

  private String text() {
    return done(tokens.get()).token().reveal();
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static Failure unavailable() {
    return new Failure.NeverSent(
        new DomainError(Peer.GIT_PROVIDER, Problem.UNAVAILABLE, 503, "down"));
  }
}
