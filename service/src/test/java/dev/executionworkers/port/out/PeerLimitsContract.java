package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.Pace.Quota;
import dev.executionworkers.domain.policy.PeerBlock;
import dev.executionworkers.domain.policy.PeerUsage;
import dev.executionworkers.port.out.PeerLimits.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PeerLimits} promises. The clock is whose it is and may run, so times are hours
 * apart from each other.
 */
public abstract class PeerLimitsContract {
  private static final String ACCOUNT = "git-provider@example";
  private static final Duration HOLD = Duration.ofHours(2);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Executor THREADS = Thread::startVirtualThread;

  /** No pause, and as many as one likes. */
  private static final Pace FREE = new Pace(Duration.ZERO, List.of());

  private static final Pace DAILY = new Pace(DAY, List.of());
  private static final Pace TWO_A_DAY = new Pace(Duration.ZERO, List.of(new Quota(2, DAY)));

  /** Limits of which nothing is known at the test's first use of them. */
  protected abstract PeerLimits limits();

  private Turn.Taken taken(Pace pace) {
    return (Turn.Taken) limits().take(ACCOUNT, pace, HOLD);
  }

  private Duration later(Pace pace) {
    return ((Turn.Later) limits().take(ACCOUNT, pace, HOLD)).time();
  }

  private PeerUsage usage() {
    return limits().usage(ACCOUNT, DAY);
  }

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(usage().block()).isEmpty();
    assertThat(usage().writes()).isEmpty();
    assertThat(usage().blockedFor()).isZero();
  }

  @Test
  void oneWritesAtATime() {
    Turn.Taken turn = taken(FREE);

    assertThat(later(FREE)).isPositive();
    limits().end(turn);
    assertThat(taken(FREE)).isNotEqualTo(turn);
  }

  @Test
  void ofManyWhoAskAtOnceOneGetsTheTurn() {
    List<CompletableFuture<Turn>> asked =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                CompletableFuture.supplyAsync(() -> limits().take(ACCOUNT, FREE, HOLD), THREADS))
            .toList();

    assertThat(asked.stream().map(CompletableFuture::join).filter(Turn.Taken.class::isInstance))
        .hasSize(1);
  }

  @Test
  void whatIsNotHeldIsTakenSideBySideButNoMoreOftenThanTheQuotaAllows() {
    List<CompletableFuture<Turn>> asked =
        IntStream.range(0, 8)
            .mapToObj(_ ->
                CompletableFuture.supplyAsync(
                    () -> limits().take(ACCOUNT, TWO_A_DAY, Duration.ZERO), THREADS))
            .toList();

    assertThat(asked.stream().map(CompletableFuture::join).filter(Turn.Taken.class::isInstance))
        .hasSize(2);
  }

  @Test
  void theNextWriteBeginsAnIntervalLater() {
    limits().end(taken(DAILY));

    assertThat(later(DAILY)).isBetween(Duration.ofHours(23), DAY);
  }

  @Test
  void noMoreThanTheQuotaIsWritten() {
    limits().end(taken(TWO_A_DAY));
    limits().end(taken(TWO_A_DAY));

    assertThat(later(TWO_A_DAY)).isBetween(Duration.ofHours(23), DAY.plusSeconds(1));
    assertThat(usage().writes()).hasSize(2);
  }

  @Test
  void endingTwiceDoesNoHarm() {
    Turn.Taken turn = taken(FREE);
    limits().end(turn);
    limits().end(turn);
    limits().end(new Turn.Taken(Long.MAX_VALUE));

    assertThat(usage().writes())
        .singleElement()
        .satisfies(write -> assertThat(write.endedAt()).isBefore(usage().now().plusSeconds(60)));
  }

  @Test
  void whatDoesNotMatterAnyMoreIsForgotten() {
    Pace shortMemory = new Pace(Duration.ZERO, List.of());
    for (int i = 0; i < 3; i++) {
      limits().end(taken(shortMemory));
    }

    assertThat(limits().usage(ACCOUNT, Duration.ofDays(-1)).writes()).isEmpty();
  }

  @Test
  void aBlockHoldsEverythingBackUntilItIsOver() {
    Duration block = limits().block(ACCOUNT, Optional.of(Duration.ofMinutes(50)));

    assertThat(block).isEqualTo(Duration.ofMinutes(50));
    assertThat(usage().blockedFor()).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(50));
    assertThat(later(FREE)).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(50));
  }

  @Test
  void aBlockNeverBecomesShorter() {
    limits().block(ACCOUNT, Optional.of(Duration.ofMinutes(50)));
    Duration still = limits().block(ACCOUNT, Optional.of(Duration.ofMinutes(1)));

    assertThat(still).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(50));
    assertThat(usage().blockedFor()).isBetween(Duration.ofMinutes(40), Duration.ofMinutes(50));
  }

  @Test
  void allBlocksAreToldTogetherWhileTheyLast() {
    taken(FREE);
    limits().block(ACCOUNT, Optional.of(Duration.ofMinutes(50)));
    limits().block("another", Optional.of(Duration.ofMinutes(20)));
    limits().block("a third", Optional.of(Duration.ZERO));

    assertThat(limits().blocked()).containsOnlyKeys(ACCOUNT, "another");
    assertThat(limits().blocked().get(ACCOUNT))
        .isBetween(Duration.ofMinutes(40), Duration.ofMinutes(50));
    assertThat(limits().blocked().get("another"))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(20));
  }

  @Test
  void aBlockOfWhichNothingIsToldIsRemembered() {
    limits().block(ACCOUNT, Optional.empty());

    assertThat(usage().block())
        .hasValueSatisfying(block -> {
          assertThat(block.told()).isFalse();
          assertThat(Duration.between(block.from(), block.until()))
              .isEqualTo(PeerBlock.FIRST_GUESS);
        });
  }

  @Test
  void accountsHaveNothingToDoWithEachOther() {
    taken(FREE);
    limits().block(ACCOUNT, Optional.of(Duration.ofMinutes(50)));

    assertThat(limits().take("another", FREE, HOLD)).isInstanceOf(Turn.Taken.class);
    assertThat(limits().usage("a third", DAY).blockedFor()).isZero();
  }
}
