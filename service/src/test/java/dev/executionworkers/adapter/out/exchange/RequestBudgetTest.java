package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.LimitSigns.Left;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant RESET = NOW.plusSeconds(1_800);

  /** Of the first minute half is used. */
  private final RequestBudget budget = new RequestBudget(3, 8, NOW.minusSeconds(60));

  private void read(Instant at) {
    assertThat(budget.beginRead(at)).isEmpty();
    budget.endRead(at);
  }

  @Test
  void soManyReadsAreUnderWay() {
    for (int i = 0; i < 3; i++) {
      assertThat(budget.beginRead(NOW)).isEmpty();
    }
    assertThat(budget.beginRead(NOW)).isPresent();

    budget.endRead(NOW);
    assertThat(budget.beginRead(NOW)).isEmpty();
  }

  @Test
  void soManyReadsAreMadeInAnyMinute() {
    for (int i = 0; i < 8; i++) {
      read(NOW.plusSeconds(i));
    }

    assertThat(budget.beginRead(NOW.plusSeconds(59))).contains(NOW.plusSeconds(60));
    assertThat(budget.beginRead(NOW.plusSeconds(60))).isEmpty();
    assertThat(budget.beginRead(NOW.plusSeconds(60))).contains(NOW.plusSeconds(61));
  }

  @Test
  void aReadIsCountedFromItsAnswerSinceNobodyKnowsWhenItArrived() {
    var single = new RequestBudget(3, 1, NOW.minusSeconds(60));
    assertThat(single.beginRead(NOW)).isEmpty();
    assertThat(single.beginRead(NOW.plusSeconds(70))).isPresent();

    single.endRead(NOW.plusSeconds(80));

    assertThat(single.beginRead(NOW.plusSeconds(139))).contains(NOW.plusSeconds(140));
    assertThat(single.beginRead(NOW.plusSeconds(140))).isEmpty();
  }

  @Test
  void halfOfTheFirstMinuteIsTakenAsUsedByTheProcessBefore() {
    var fresh = new RequestBudget(10, 8, NOW);
    for (int i = 0; i < 4; i++) {
      assertThat(fresh.beginRead(NOW)).isEmpty();
    }

    assertThat(fresh.beginRead(NOW)).contains(NOW.plusSeconds(60));
  }

  @Test
  void noMoreIsAskedThanThePeerSaysIsLeft() {
    budget.learn(new Left(2, RESET));

    assertThat(budget.beginRead(NOW)).isEmpty();
    assertThat(budget.beginWrite(NOW)).isEmpty();
    assertThat(budget.beginRead(NOW)).contains(RESET);
    assertThat(budget.beginWrite(NOW)).contains(RESET);

    budget.endWrite();
    assertThat(budget.beginWrite(NOW)).isEmpty();
  }

  @Test
  void thereIsMoreAfterTheReset() {
    budget.learn(new Left(0, RESET));

    assertThat(budget.beginRead(RESET.minusMillis(1))).contains(RESET);
    assertThat(budget.beginRead(RESET)).isEmpty();
  }

  @Test
  void ofAnswersThatOvertakeEachOtherTheLowestCounts() {
    budget.learn(new Left(0, RESET));
    budget.learn(new Left(5, RESET.plusMillis(900)));
    assertThat(budget.beginRead(NOW)).contains(RESET);
  }

  @Test
  void aNewHourReplacesTheOldOneAndNotTheOtherWayRound() {
    Instant next = RESET.plusSeconds(3_600);
    budget.learn(new Left(0, RESET));
    budget.learn(new Left(5_000, next));
    budget.learn(new Left(0, RESET));

    assertThat(budget.beginRead(NOW)).isEmpty();
  }
}
