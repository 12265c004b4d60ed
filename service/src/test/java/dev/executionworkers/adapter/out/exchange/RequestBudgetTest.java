package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.LimitSigns.Left;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant RESET = NOW.plusSeconds(1_800);

  private final RequestBudget budget = new RequestBudget(3);

  @Test
  void soManyReadsAreUnderWay() {
    for (int i = 0; i < 3; i++) {
      assertThat(budget.beginRead(NOW)).isEmpty();
    }
    assertThat(budget.beginRead(NOW)).isPresent();

    budget.endRead();
    assertThat(budget.beginRead(NOW)).isEmpty();
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
